output "role_arn" {
  description = "The role that the CI service takes on. Null for CodePipeline."
  value       = one(aws_iam_role.pipeline[*].arn)
}

output "connection_arn" {
  description = "CodePipeline's connection to the repository's host; a new one is pending until a person completes it in the console."
  value       = local.connection_arn
}

output "pipeline_name" {
  description = "The pipeline at CodePipeline. Null: there is none."
  value       = one(aws_codepipeline.this[*].name)
}
