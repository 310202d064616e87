output "arns" {
  description = "The ARN of each setting's parameter or secret: what a task definition refers to."
  value = merge(
    { for name, parameter in aws_ssm_parameter.this : name => parameter.arn },
    { for name, secret in aws_secretsmanager_secret.this : name => secret.arn },
  )
}

output "readable_arns" {
  description = "What a task that uses all of them may read: the path as a whole, and each secret."
  value = concat(
    [for parameter in slice(values(aws_ssm_parameter.this), 0, min(1, length(aws_ssm_parameter.this))) : "${trimsuffix(parameter.arn, "/${reverse(split("/", parameter.name))[0]}")}/*"],
    values(aws_secretsmanager_secret.this)[*].arn,
  )
}

output "names" {
  description = "Where each setting's value is put: the parameter's or the secret's name."
  value = merge(
    { for name, parameter in aws_ssm_parameter.this : name => { store = "parameter", name = parameter.name } },
    { for name, secret in aws_secretsmanager_secret.this : name => { store = "secret", name = secret.name } },
  )
}
