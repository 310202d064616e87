# What runs once and ends: the release phase before a deploy, and what `heroku run` did. Whoever runs it gives the
# command; run without one, it says so and ends.

module "task_definition" {
  source = "../task_definition"

  name                   = var.name
  container_name         = var.container_name
  cluster_arn            = var.cluster_arn
  vpc_id                 = var.vpc_id
  repository_url         = var.repository_url
  repository_arn         = var.repository_arn
  command                = "echo 'Run this task with a command.'"
  overrides              = var.commands
  cpu                    = var.cpu
  memory                 = var.memory
  cpu_architecture       = var.cpu_architecture
  disk_gib               = var.disk_gib
  environment            = var.environment
  secrets                = var.secrets
  readable_secret_arns   = var.readable_secret_arns
  stop_timeout           = var.stop_timeout
  shell_access           = true
  sessions_log_group_arn = var.sessions_log_group_arn
  sessions_key_arn       = var.sessions_key_arn
  task_policy_json       = var.task_policy_json
  log_retention_days     = var.log_retention_days
  kms_key_arn            = var.kms_key_arn
  tags                   = var.tags
}
