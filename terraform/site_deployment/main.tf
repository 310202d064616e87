# What a deploy of one site has to know, in one parameter, and what it may do, as policies. Whoever deploys (a pipeline, a
# person) reads the one and has the others; nothing of it is said twice.

locals {
  # arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE
  partition = split(":", var.distribution_arn)[1]
  account   = split(":", var.distribution_arn)[4]
  bucket    = "arn:${local.partition}:s3:::${var.bucket}"
  systems   = "arn:${local.partition}:ssm:${var.region}:${local.account}"

  target = {
    bucket           = var.bucket
    distribution     = reverse(split("/", var.distribution_arn))[0]
    long_cache_paths = var.long_cache_paths
  }
}

resource "aws_ssm_parameter" "target" {
  name        = "/deploy/${var.app}/${var.environment}"
  description = "What a deploy of ${var.app} in ${var.environment} changes. Made by Terraform; holds no secret."
  type        = "String"
  tier        = "Intelligent-Tiering"
  value       = jsonencode(local.target)

  tags = var.tags

  lifecycle {
    # Up to 4 KB is free of charge; a larger value makes it an advanced one by itself.
    ignore_changes = [tier]
  }
}

locals {
  read_target = {
    Sid      = "ReadWhereItGoes"
    Effect   = "Allow"
    Action   = "ssm:GetParameter"
    Resource = "${local.systems}:parameter/deploy/${var.app}/${var.environment}"
  }

  build_statements = concat(
    [
      local.read_target,
      {
        # Without it what is not there is refused, not missing.
        Sid       = "FindReleases"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = local.bucket
        Condition = { StringLike = { "s3:prefix" = ".releases/*" } }
      },
      {
        Sid      = "KeepReleases"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject"]
        Resource = "${local.bucket}/.releases/*"
      },
    ],
    [for before in var.promoted_from[*] : {
      Sid      = "ReadWhereItWasTried"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = "${local.systems}:parameter/deploy/${var.app}/${before.environment}"
    }],
    [for before in var.promoted_from[*] : {
      # AWS gave the end of that bucket's name; nobody else's may be meant.
      Sid       = "FindWhatWasTried"
      Effect    = "Allow"
      Action    = "s3:ListBucket"
      Resource  = "arn:${local.partition}:s3:::${before.bucket_prefix}*"
      Condition = { StringEquals = { "s3:ResourceAccount" = local.account }, StringLike = { "s3:prefix" = ".releases/*" } }
    }],
    [for before in var.promoted_from[*] : {
      Sid       = "TakeItOver"
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Resource  = "arn:${local.partition}:s3:::${before.bucket_prefix}*/.releases/*"
      Condition = { StringEquals = { "s3:ResourceAccount" = local.account } }
    }],
  )

  deploy_statements = [
    local.read_target,
    {
      Sid      = "ReadReleases"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${local.bucket}/.releases/*"
    },
    {
      Sid      = "SeeWhatIsThere"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = local.bucket
    },
    {
      Sid      = "UploadFiles"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "${local.bucket}/*"
    },
    {
      # Pages that a release no longer has. What they lead to stays: a page that somebody has open asks for it.
      Sid      = "TakePagesAway"
      Effect   = "Allow"
      Action   = "s3:DeleteObject"
      Resource = ["${local.bucket}/*.html", "${local.bucket}/*.htm"]
    },
    {
      Sid      = "LetCloudFrontForget"
      Effect   = "Allow"
      Action   = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"]
      Resource = var.distribution_arn
    },
  ]
}
