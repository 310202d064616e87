output "parameter_name" {
  description = "The parameter that says what to deploy."
  value       = aws_ssm_parameter.target.name
}

output "target" {
  description = "What stands in it."
  value       = local.target
}

output "deploy_policy_json" {
  description = "What a deploy may do: this app in this environment, and nothing else."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.deploy_statements })
}

output "build_policy_json" {
  description = "What a build may do: push images of this app."
  value       = jsonencode({ Version = "2012-10-17", Statement = local.build_statements })
}
