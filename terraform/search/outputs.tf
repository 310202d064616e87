output "domain_name" {
  description = "The domain's name."
  value       = aws_opensearch_domain.this.domain_name
}

output "arn" {
  description = "The domain's ARN; the account's number in it is part of what its metrics are called."
  value       = aws_opensearch_domain.this.arn
}

output "host" {
  description = "The host; known inside the network only. The URL is https://<user>:<password>@<host>:443."
  value       = aws_opensearch_domain.this.endpoint
}

output "port" {
  description = "The port to connect to."
  value       = 443
}

output "security_group_id" {
  description = "The domain's group."
  value       = aws_security_group.this.id
}

output "log_group_name" {
  description = "Where the domain's errors and slow requests are written."
  value       = aws_cloudwatch_log_group.this.name
}
