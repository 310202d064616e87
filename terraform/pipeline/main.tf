# Who may deploy one app to one environment without a person's login: a role that GitHub Actions or Semaphore takes on by
# OpenID Connect, or CodePipeline with CodeBuild. It can do what a build and a deploy of this app need, and nothing else.

locals {
  # arn:aws:ecs:us-east-1:123456789012:cluster/crema-production
  partition  = split(":", var.cluster_arn)[1]
  region     = split(":", var.cluster_arn)[3]
  account_id = split(":", var.cluster_arn)[4]

  # What the token says of the run: the repository and the branch, as its issuer writes them.
  issuers = {
    github = {
      host     = "token.actions.githubusercontent.com"
      audience = "sts.amazonaws.com"
      subject  = "repo:${var.repository}:ref:refs/heads/${var.branch}"
    }
    semaphore = {
      host     = "${coalesce(var.organization, "none")}.semaphoreci.com"
      audience = "https://${coalesce(var.organization, "none")}.semaphoreci.com"
      subject  = "org:${coalesce(var.organization, "none")}:project:*:repo:${reverse(split("/", var.repository))[0]}:ref_type:branch:ref:refs/heads/${var.branch}"
    }
  }
  issuer = lookup(local.issuers, var.service, null)
}

resource "aws_iam_role" "pipeline" {
  count = local.issuer == null ? 0 : 1

  name        = "${var.name}-pipeline"
  description = "Builds and deploys ${var.name}: taken on by ${var.service} for ${var.repository}, branch ${var.branch}."
  # A release phase alone may take an hour.
  max_session_duration = 3 * 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:${local.partition}:iam::${local.account_id}:oidc-provider/${local.issuer.host}" }
      Condition = {
        StringEquals = { "${local.issuer.host}:aud" = local.issuer.audience }
        StringLike   = { "${local.issuer.host}:sub" = local.issuer.subject }
      }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "build" {
  count = local.issuer == null ? 0 : 1

  name   = "build"
  role   = aws_iam_role.pipeline[0].id
  policy = var.build_policy_json
}

resource "aws_iam_role_policy" "deploy" {
  count = local.issuer == null ? 0 : 1

  name   = "deploy"
  role   = aws_iam_role.pipeline[0].id
  policy = var.deploy_policy_json
}
