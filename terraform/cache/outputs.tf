output "replication_group_id" {
  description = "The replication group's name."
  value       = aws_elasticache_replication_group.this.replication_group_id
}

output "host" {
  description = "The host that takes writes; known inside the network only. The URL is rediss://<host>:6379."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "reader_host" {
  description = "The host that reads from copies too."
  value       = aws_elasticache_replication_group.this.reader_endpoint_address
}

output "port" {
  description = "The port to connect to."
  value       = 6379
}

output "security_group_id" {
  description = "The cache's group."
  value       = aws_security_group.this.id
}
