output "parameter_name" {
  description = "The parameter that says where a deploy goes."
  value       = aws_ssm_parameter.target.name
}

output "deploy_policy_json" {
  description = "What a deploy may do: show a release of this site in this environment, and nothing else."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.deploy_statements })
}

output "build_policy_json" {
  description = "What a build may do: keep releases of this site."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.build_statements })
}
