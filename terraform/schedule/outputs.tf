output "group_name" {
  description = "The group of the schedules."
  value       = aws_scheduler_schedule_group.this.name
}

output "schedule_names" {
  description = "The schedules in it."
  value       = sort(keys(aws_scheduler_schedule.job))
}

output "missed_queue_url" {
  description = "The queue of starts that failed: watch that it stays empty."
  value       = aws_sqs_queue.missed.url
}

output "missed_queue_name" {
  description = "The same queue as metrics name it."
  value       = aws_sqs_queue.missed.name
}

output "family" {
  description = "The family that a deploy registers and the jobs run."
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
  description = "Where the jobs' output goes."
  value       = module.task_definition.log_group_name
}

output "role_arns" {
  description = "The roles a deploy passes on: it needs iam:PassRole for them."
  value       = [module.task_definition.execution_role_arn, module.task_definition.task_role_arn]
}
