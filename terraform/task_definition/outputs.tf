output "family" {
  description = "The family that runs; a deploy registers its revisions."
  value       = var.name
}

output "family_arn" {
  description = "That family without a revision: whoever runs it gets the newest."
  value       = trimsuffix(aws_ecs_task_definition.template.arn_without_revision, "-template")

  precondition {
    condition     = var.image_tag != null || endswith(aws_ecs_task_definition.template.arn_without_revision, "-template")
    error_message = "The template's family does not end in -template."
  }
}

output "template_family" {
  description = "The family of the template; a deploy copies its newest revision. With an image of its own: the family that runs."
  value       = aws_ecs_task_definition.template.family
}

output "template_arn" {
  description = "The template's newest revision, made by Terraform."
  value       = aws_ecs_task_definition.template.arn
}

output "container_name" {
  description = "The container's name inside the task."
  value       = var.container_name
}

output "security_group_id" {
  description = "The tasks' group: databases and caches let it in."
  value       = aws_security_group.this.id
}

output "execution_role_arn" {
  description = "The role that starts the task."
  value       = aws_iam_role.execution.arn
}

output "task_role_arn" {
  description = "The role that the app itself has."
  value       = aws_iam_role.task.arn
}

output "log_group_name" {
  description = "Where the tasks' output goes."
  value       = aws_cloudwatch_log_group.this.name
}

output "overrides" {
  description = "The other lines as a container's command, by name."
  value       = { for name in keys(var.overrides) : name => local.commands[name] }
}
