# Who may do what, for people: roles that one takes on for an hour or some, with a second factor. Nobody has a key that
# stays, and no machine stands between the world and the network. What the roles may do stands in permissions.tf, how shells
# are encrypted and kept in sessions.tf, what is written down of it all in trail.tf.

locals {
  # arn:aws:ecs:us-east-1:123456789012:cluster/crema-production
  partition  = split(":", var.cluster_arn)[1]
  region     = split(":", var.cluster_arn)[3]
  account_id = split(":", var.cluster_arn)[4]
  cluster    = split("/", var.cluster_arn)[1]

  roles = {
    viewer      = "Sees what runs, its measures and its logs; no settings, no shells."
    deployer    = "What viewer may, and pushes images, with what their builds need, and deploys them."
    operator    = "What viewer may, and scales, restarts, runs commands and shells, sets settings, logs in to databases."
    auditor     = "Reads the trail, the log of shells and who may do what; changes nothing."
    break-glass = "For emergencies: everything that bears the tags of ${var.name}. Its use is an alarm."
  }

  providers = [for arn in var.principals : arn if strcontains(arn, ":saml-provider/")]
  people    = length(var.principals) == 0 ? ["arn:${local.partition}:iam::${local.account_id}:root"] : [for arn in var.principals : arn if !strcontains(arn, ":saml-provider/")]
  hours     = { for role in keys(local.roles) : role => role == "break-glass" ? 1 : var.session_hours }
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name                 = "${var.name}-${each.key}"
  description          = each.value
  max_session_duration = local.hours[each.key] * 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for arns in [local.people] : {
        Sid       = "PeopleWithASecondFactor"
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = arns }
        Condition = {
          Bool            = { "aws:MultiFactorAuthPresent" = "true" }
          NumericLessThan = { "aws:MultiFactorAuthAge" = tostring(local.hours[each.key] * 3600) }
          # So that the trail and the log of shells name the person.
          StringLike = { "sts:RoleSessionName" = "$${aws:username}" }
        }
      } if length(arns) > 0],
      [for arns in [local.providers] : {
        Sid       = "PeopleOfTheCompanysOwnLogin"
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithSAML"
        Principal = { Federated = arns }
        Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
      } if length(arns) > 0],
    )
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  for_each = local.permissions

  name   = "access"
  role   = aws_iam_role.this[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}
