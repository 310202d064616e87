output "family" {
  description = "The family that runs, with its image."
  value       = module.task_definition.family
}

output "repository_url" {
  description = "Where the engine's image is pushed, with the tag."
  value       = aws_ecr_repository.this.repository_url
}

output "security_group_id" {
  description = "The engine's group: the databases that are moved let it in."
  value       = module.task_definition.security_group_id
}

output "log_group_name" {
  description = "Where the engine's output goes."
  value       = module.task_definition.log_group_name
}

output "role_arns" {
  description = "The roles that whoever starts the engine passes on: it needs iam:PassRole for them."
  value       = [module.task_definition.execution_role_arn, module.task_definition.task_role_arn]
}

output "secrets" {
  description = "The secrets that the URLs are put into, by the variable in which the engine finds them."
  value       = local.urls

  depends_on = [aws_secretsmanager_secret.url]
}

output "run_task" {
  description = "How each database's move is started, and the way back kept in step after it: what `aws ecs run-task --cli-input-json` takes."
  value = {
    for database in keys(var.databases) : database => {
      for way in ["move", "reverse"] : way => {
        cluster        = var.cluster_arn
        taskDefinition = module.task_definition.template_arn
        launchType     = "FARGATE"
        propagateTags  = "TASK_DEFINITION"
        # By this one sees in AWS whether an engine of the database runs.
        startedBy = "dynolift-${database}"
        networkConfiguration = {
          awsvpcConfiguration = {
            subnets        = var.subnet_ids
            securityGroups = [module.task_definition.security_group_id]
            assignPublicIp = var.public_addresses ? "ENABLED" : "DISABLED"
          }
        }
        overrides = {
          containerOverrides = [{
            name    = module.task_definition.container_name
            command = module.task_definition.overrides["${database}/${way}"]
          }]
        }
      }
    }
  }
}
