output "secrets" {
  description = "The name of the secret that holds each drain's address."
  value       = { for name, secret in aws_secretsmanager_secret.address : name => secret.name }
}

output "forwarded" {
  description = "The log groups that are forwarded, by process."
  value       = { for process, filter in aws_cloudwatch_log_subscription_filter.this : process => filter.log_group_name }
}

output "function_name" {
  description = "The function that forwards."
  value       = var.name
}

output "log_group_name" {
  description = "Where the function says what it could not deliver; no line of the app's is in it."
  value       = aws_cloudwatch_log_group.this.name
}

output "undelivered_queue_name" {
  description = "The queue of what was not delivered, for an alarm."
  value       = aws_sqs_queue.undelivered.name
}

output "undelivered_queue_url" {
  description = "The same, to read from."
  value       = aws_sqs_queue.undelivered.url
}
