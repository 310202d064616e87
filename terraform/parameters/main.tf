# The names of an app's settings. Their values are put in by API afterwards and never pass through Terraform: not
# through a variable, not through the plan, not through the state.

locals {
  parameters = { for name, setting in var.settings : name => setting if setting.store == "parameter" }
  secrets    = { for name, setting in var.settings : name => setting if setting.store == "secret" }
}

# value_wo is write-only: Terraform sends this text once, when the parameter is made, and neither stores nor reads it.
resource "aws_ssm_parameter" "this" {
  for_each = local.parameters

  name        = "${var.path}/${each.key}"
  description = each.value.description
  type        = "SecureString"
  # Up to 4 KB is free of charge; a larger value makes the parameter an advanced one by itself (8 KB).
  tier             = "Intelligent-Tiering"
  key_id           = var.kms_key_arn
  value_wo         = "has no value yet"
  value_wo_version = 1

  # By this tag whoever builds an image may read those that the build needs (access).
  tags = contains(var.build_settings, each.key) ? merge(var.tags, { ReadBy = "build" }) : var.tags

  lifecycle {
    # Whoever puts a value in may make it a larger tier.
    ignore_changes = [tier]
  }
}

# Up to 64 KB. A secret without a version has no value, and a task that needs it does not start: nothing is made up.
resource "aws_secretsmanager_secret" "this" {
  for_each = local.secrets

  name                    = "${trimprefix(var.path, "/")}/${each.key}"
  description             = each.value.description
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  tags = contains(var.build_settings, each.key) ? merge(var.tags, { ReadBy = "build" }) : var.tags
}
