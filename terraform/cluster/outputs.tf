output "arn" {
  description = "The cluster, once it has the capacity that services ask for."
  value       = aws_ecs_cluster.this.arn

  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "name" {
  description = "The cluster's name."
  value       = aws_ecs_cluster.this.name
}

output "repository_urls" {
  description = "Where each app's images are pushed."
  value       = { for key, repository in aws_ecr_repository.this : key => repository.repository_url }
}

output "repository_arns" {
  description = "The repositories, for policies."
  value       = { for key, repository in aws_ecr_repository.this : key => repository.arn }
}

output "sessions_log_group_arn" {
  description = "The log group of sessions in tasks, for policies."
  value       = aws_cloudwatch_log_group.sessions.arn
}
