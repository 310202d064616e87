output "role_arns" {
  description = "The roles by what they are for: viewer, deployer, operator, auditor, break-glass."
  value       = { for key, role in aws_iam_role.this : key => role.arn }
}

output "database_logins" {
  description = "Who logs in to databases by IAM: the role here, and the role in the database, which database_logins.sql makes."
  value = {
    (aws_iam_role.this["operator"].name)    = "operator"
    (aws_iam_role.this["break-glass"].name) = "break_glass"
  }
}

output "sessions_key_arn" {
  description = "The key that encrypts shells, ready to be used by the cluster and its tasks."
  value       = aws_kms_key.sessions.arn

  depends_on = [aws_kms_key_policy.sessions]
}

output "session_document" {
  description = "The only document by which the operator opens a shell on a machine."
  value       = aws_ssm_document.session.name
}

output "trail" {
  description = "The account's trail: its ARN, its bucket, its log and the topic that is told. Null: it is made elsewhere."
  value = length(aws_cloudtrail.this) == 0 ? null : {
    arn       = aws_cloudtrail.this[0].arn
    bucket    = aws_s3_bucket.trail[0].id
    log_group = aws_cloudwatch_log_group.trail[0].name
    topic_arn = aws_sns_topic.this[0].arn
  }
}
