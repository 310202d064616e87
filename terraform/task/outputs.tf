output "family" {
  description = "The family that a deploy registers and a task is run from."
  value       = module.task_definition.family
}

output "template_family" {
  description = "The family that a deploy copies."
  value       = module.task_definition.template_family
}

output "container_name" {
  description = "The container's name inside the task."
  value       = module.task_definition.container_name
}

output "security_group_id" {
  description = "The tasks' group: databases and caches let it in."
  value       = module.task_definition.security_group_id
}

output "log_group_name" {
  description = "Where the tasks' output goes."
  value       = module.task_definition.log_group_name
}

output "role_arns" {
  description = "The roles a deploy passes on: it needs iam:PassRole for them."
  value       = [module.task_definition.execution_role_arn, module.task_definition.task_role_arn]
}

output "commands" {
  description = "Those lines as a container's command, by name."
  value       = module.task_definition.overrides
}
