# How values reach the apps' tasks. As a rule ECS puts them in when a task starts, by its execution role. With
# secrets = "runtime" a script in the image fetches the parameters itself, by the task's own role; a secret of Secrets
# Manager is still put in by ECS.

locals {
  parameter_paths = { for app in keys(var.apps) : app => "/${app}/${var.environment}" }
  fetched_names = {
    for app, settings in var.apps : app => settings.secrets != "runtime" ? [] : sort([
      for name, setting in settings.settings : name if setting.store == "parameter"
    ])
  }
  fetches = { for app, names in local.fetched_names : app => length(names) > 0 }

  # What the script in the image reads.
  fetch_environments = {
    for app, names in local.fetched_names : app => {
      for key, value in { SETTINGS_PATH = local.parameter_paths[app], SETTINGS_REQUIRED = join(",", names) } : key => value
      if length(names) > 0
    }
  }
  fetch_policies = {
    for app, needed in local.fetches : app => !needed ? null : jsonencode({
      Version = "2012-10-17"
      Statement = concat([{
        Sid      = "FetchSettings"
        Effect   = "Allow"
        Action   = "ssm:GetParametersByPath"
        Resource = [for end in ["", "/*"] : "${join(":", ["arn", split(":", module.cluster.arn)[1], "ssm", var.region, split(":", module.cluster.arn)[4]])}:parameter${local.parameter_paths[app]}${end}"]
        }], [for arn in var.kms_key_arn[*] : {
        Sid      = "DecryptSettings"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = arn
      }])
    })
  }

  # What ECS puts in, and may read for it.
  given_secrets = {
    for app in keys(var.apps) : app => {
      for name, arn in module.parameters[app].arns : name => arn if !contains(local.fetched_names[app], name)
    }
  }
  given_arns = { for app, needed in local.fetches : app => needed ? null : module.parameters[app].readable_arns }
}
