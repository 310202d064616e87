output "identifier" {
  description = "The instance's name."
  value       = aws_db_instance.this.identifier
}

output "arn" {
  description = "The instance."
  value       = aws_db_instance.this.arn
}

output "host" {
  description = "The host to connect to; known inside the network only."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "The port to connect to."
  value       = aws_db_instance.this.port
}

output "database_name" {
  description = "The database inside the instance."
  value       = aws_db_instance.this.db_name
}

output "master_secret_arn" {
  description = "The secret in which AWS keeps the administrator's name and password."
  value       = try(aws_db_instance.this.master_user_secret[0].secret_arn, null)
}

output "security_group_id" {
  description = "The database's group."
  value       = aws_security_group.this.id
}
