# CodePipeline: each commit of the branch is built by one CodeBuild project and deployed by another.

locals {
  on_aws = var.service == "codepipeline" ? toset(["build", "deploy"]) : toset([])
  policies = {
    build  = var.build_policy_json
    deploy = var.deploy_policy_json
  }
  buildspecs = {
    build  = "buildspec.yml"
    deploy = "ci/deploy.buildspec.yml"
  }
}

# GitHub, GitLab or Bitbucket let AWS in when a person has said so in the console, once.
resource "aws_codestarconnections_connection" "source" {
  count = var.service == "codepipeline" && var.connection_arn == null ? 1 : 0

  name          = substr("${var.name}-${substr(sha1(var.name), 0, 5)}", 0, 32)
  provider_type = var.host

  tags = var.tags
}

locals {
  connection_arn = var.connection_arn != null ? var.connection_arn : one(aws_codestarconnections_connection.source[*].arn)
}

# The commits and the name of the image on their way from one stage to the next.
resource "aws_s3_bucket" "hand_over" {
  count = var.service == "codepipeline" ? 1 : 0

  bucket_prefix = "${substr(var.name, 0, 36)}-"
  force_destroy = true

  tags = var.tags
}

resource "aws_s3_bucket_public_access_block" "hand_over" {
  count = var.service == "codepipeline" ? 1 : 0

  bucket                  = aws_s3_bucket.hand_over[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "hand_over" {
  count = var.service == "codepipeline" ? 1 : 0

  bucket = aws_s3_bucket.hand_over[0].id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.kms_key_arn
    }
    bucket_key_enabled = var.kms_key_arn != null
  }
}

resource "aws_s3_bucket_policy" "hand_over" {
  count = var.service == "codepipeline" ? 1 : 0

  bucket = aws_s3_bucket.hand_over[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "OnlyEncryptedOnTheWay"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.hand_over[0].arn, "${aws_s3_bucket.hand_over[0].arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.hand_over]
}

resource "aws_s3_bucket_lifecycle_configuration" "hand_over" {
  count = var.service == "codepipeline" ? 1 : 0

  bucket = aws_s3_bucket.hand_over[0].id

  rule {
    id     = "short-lived"
    status = "Enabled"

    filter {}

    expiration {
      days = 30
    }
  }
}

resource "aws_cloudwatch_log_group" "build" {
  for_each = local.on_aws

  name              = "/codebuild/${var.name}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "build" {
  for_each = local.on_aws

  name        = "${var.name}-${each.key}"
  description = "What CodeBuild may do to ${each.key} ${var.name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "codebuild.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })

  tags = var.tags
}

locals {
  use_key = [for arn in compact([var.kms_key_arn]) : {
    Sid      = "EncryptWhatIsHandedOver"
    Effect   = "Allow"
    Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"]
    Resource = arn
  }]
}

resource "aws_iam_role_policy" "work" {
  for_each = local.on_aws

  name   = each.key
  role   = aws_iam_role.build[each.key].id
  policy = local.policies[each.key]
}

resource "aws_iam_role_policy" "run" {
  for_each = local.on_aws

  name = "run"
  role = aws_iam_role.build[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "WriteLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.build[each.key].arn}:*"
      },
      {
        Sid      = "HandOver"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.hand_over[0].arn}/*"
      },
    ], local.use_key)
  })
}

resource "aws_codebuild_project" "this" {
  for_each = local.on_aws

  name         = "${var.name}-${each.key}"
  description  = "Runs ci/${each.key}${var.site ? "-site" : ""}.sh of ${var.repository}."
  service_role = aws_iam_role.build[each.key].arn
  # The longest release phase, the longest rollout, and the way back.
  build_timeout = 180

  source {
    type      = "CODEPIPELINE"
    buildspec = local.buildspecs[each.key]
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type         = var.cpu_architecture == "ARM64" ? "ARM_CONTAINER" : "LINUX_CONTAINER"
    image        = var.cpu_architecture == "ARM64" ? "aws/codebuild/amazonlinux-aarch64-standard:3.0" : "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    compute_type = "BUILD_GENERAL1_SMALL"
    # Docker, for the build of an image alone.
    privileged_mode = each.key == "build" && !var.site

    environment_variable {
      name  = "APP"
      value = var.app
    }
    environment_variable {
      name  = "ENVIRONMENT"
      value = var.environment
    }

    dynamic "environment_variable" {
      for_each = each.key == "build" ? var.promoted_from[*] : []
      content {
        name  = "PROMOTED_FROM"
        value = environment_variable.value
      }
    }
  }

  logs_config {
    cloudwatch_logs {
      group_name = aws_cloudwatch_log_group.build[each.key].name
    }
  }

  tags = var.tags
}

resource "aws_iam_role" "codepipeline" {
  count = var.service == "codepipeline" ? 1 : 0

  name        = "${var.name}-pipeline"
  description = "What CodePipeline may do: fetch commits of ${var.repository}, and start the two projects."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "codepipeline.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "codepipeline" {
  count = var.service == "codepipeline" ? 1 : 0

  name = "pipeline"
  role = aws_iam_role.codepipeline[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "FetchCommits"
        Effect    = "Allow"
        Action    = "codestar-connections:UseConnection"
        Resource  = local.connection_arn
        Condition = { StringEquals = { "codestar-connections:FullRepositoryId" = var.repository } }
      },
      {
        # The same by the name that AWS has given the service since: a connection made by it asks for it.
        Sid       = "FetchCommitsByItsNewName"
        Effect    = "Allow"
        Action    = "codeconnections:UseConnection"
        Resource  = local.connection_arn
        Condition = { StringEquals = { "codeconnections:FullRepositoryId" = var.repository } }
      },
      {
        Sid      = "StartProjects"
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [for project in values(aws_codebuild_project.this) : project.arn]
      },
      {
        Sid      = "HandOver"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.hand_over[0].arn}/*"
      },
    ], local.use_key)
  })
}

resource "aws_codepipeline" "this" {
  count = var.service == "codepipeline" ? 1 : 0

  name          = var.name
  role_arn      = aws_iam_role.codepipeline[0].arn
  pipeline_type = "V2"
  # A commit waits for the one before it; of several that wait the newest goes on.
  execution_mode = "SUPERSEDED"

  artifact_store {
    location = aws_s3_bucket.hand_over[0].bucket
    type     = "S3"

    dynamic "encryption_key" {
      for_each = var.kms_key_arn[*]
      content {
        id   = encryption_key.value
        type = "KMS"
      }
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Commit"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["commit"]

      configuration = {
        ConnectionArn    = local.connection_arn
        FullRepositoryId = var.repository
        BranchName       = var.branch
        DetectChanges    = "true"
      }
    }
  }

  dynamic "stage" {
    for_each = var.approval ? ["Approve"] : []
    content {
      name = stage.value

      action {
        name     = "Person"
        category = "Approval"
        owner    = "AWS"
        provider = "Manual"
        version  = "1"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = var.site ? "Files" : "Image"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["commit"]
      output_artifacts = ["built"]

      configuration = {
        ProjectName = aws_codebuild_project.this["build"].name
      }
    }
  }

  stage {
    name = "Deploy"

    action {
      name            = var.site ? "Visitors" : "Services"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["built"]

      configuration = {
        ProjectName = aws_codebuild_project.this["deploy"].name
      }
    }
  }

  tags = var.tags

  depends_on = [aws_iam_role_policy.codepipeline, aws_iam_role_policy.run, aws_iam_role_policy.work]
}
