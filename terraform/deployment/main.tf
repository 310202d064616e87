# What a deploy of one app has to know, in one parameter, and what it may do, as policies. Whoever deploys (a pipeline, a
# person) reads the one and has the others; nothing of it is said twice.

locals {
  # arn:aws:ecs:us-east-1:123456789012:cluster/crema-production
  arn          = split(":", var.cluster_arn)
  cluster      = split("/", var.cluster_arn)[1]
  ecs          = join(":", slice(local.arn, 0, 5))
  systems      = "arn:${local.arn[1]}:ssm:${local.arn[3]}:${local.arn[4]}"
  service_arns = [for name in sort(keys(var.services)) : "${local.ecs}:service/${local.cluster}/${name}"]

  target = {
    cluster    = local.cluster
    repository = var.repository_url
    container  = var.container_name
    dockerfile = var.dockerfile
    platform   = var.cpu_architecture == "ARM64" ? "linux/arm64" : "linux/amd64"
    services = [for name in sort(keys(var.services)) : {
      name        = name
      family      = var.services[name].family
      template    = var.services[name].template_family
      tasks       = var.services[name].tasks
      scales_from = var.services[name].scales_from
    }]
    run = {
      family           = var.run.family
      template         = var.run.template_family
      log_group        = var.run.log_group
      subnets          = var.run.subnets
      security_groups  = var.run.security_groups
      public_addresses = var.run.public_addresses
    }
    release = var.release
    # Those of the build's settings that are no parameters.
    build_secrets = sort(keys(var.build_secrets))
    jobs          = var.jobs == null ? null : { family = var.jobs.family, template = var.jobs.template_family }
    assets        = var.assets
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

    precondition {
      condition     = length(jsonencode(local.target)) <= 8192
      error_message = "What a deploy of ${var.app} has to know is longer than the 8 KB that a parameter holds: the app has too many processes for one deploy. Move some of them into an app of their own."
    }
  }
}

locals {
  deploy_statements = concat(
    [
      {
        Sid      = "ReadWhatToDeploy"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "${local.systems}:parameter/deploy/${var.app}/${var.environment}"
      },
      {
        Sid      = "OneDeployAtATime"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:PutParameter", "ssm:DeleteParameter"]
        Resource = "${local.systems}:parameter/deploy/${var.app}/${var.environment}/lock"
      },
      {
        Sid      = "RecordWhatWasPlanned"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:PutParameter"]
        Resource = "${local.systems}:parameter/deploy/${var.app}/${var.environment}/deployed"
      },
      {
        Sid      = "FindImage"
        Effect   = "Allow"
        Action   = "ecr:DescribeImages"
        Resource = var.repository_arn
      },
      {
        # AWS knows no smaller resource for these. What a revision may do is bounded by the roles below.
        Sid      = "RegisterRevisions"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
        Resource = "*"
      },
      {
        Sid       = "TagThem"
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "*"
        Condition = { StringEquals = { "ecs:CreateAction" = ["RegisterTaskDefinition", "RunTask"] } }
      },
      {
        Sid       = "PassTheirRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = var.role_arns
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        Sid       = "RunReleasePhase"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = "${local.ecs}:task-definition/${var.run.family}:*"
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
      {
        Sid       = "FindTasks"
        Effect    = "Allow"
        Action    = "ecs:ListTasks"
        Resource  = "*"
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
      {
        Sid      = "WatchTasks"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "${local.ecs}:task/${local.cluster}/*"
      },
    ],
    [for arns in [local.service_arns] : {
      Sid      = "ChangeServices"
      Effect   = "Allow"
      Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
      Resource = arns
    } if length(arns) > 0],
    [for scaled in [[for service in values(var.services) : service if service.scales_from != null]] : {
      # Looking has no smaller resource; the other is bounded to tasks of ECS.
      Sid      = "LookAtScaling"
      Effect   = "Allow"
      Action   = "application-autoscaling:DescribeScalableTargets"
      Resource = "*"
    } if length(scaled) > 0],
    [for scaled in [[for service in values(var.services) : service if service.scales_from != null]] : {
      Sid      = "SetLeastTasks"
      Effect   = "Allow"
      Action   = "application-autoscaling:RegisterScalableTarget"
      Resource = "arn:${local.arn[1]}:application-autoscaling:${local.arn[3]}:${local.arn[4]}:scalable-target/*"
      Condition = { StringEquals = {
        "application-autoscaling:service-namespace"  = "ecs"
        "application-autoscaling:scalable-dimension" = "ecs:service:DesiredCount"
      } }
    } if length(scaled) > 0],
  )

  build_statements = concat(
    [
      {
        Sid      = "ReadWhereToPush"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = "${local.systems}:parameter/deploy/${var.app}/${var.environment}"
      },
      {
        # AWS knows no smaller resource for this one.
        Sid      = "LogInToRegistry"
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Sid    = "PushImage"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
        ]
        Resource = var.repository_arn
      },
    ],
    [for names in [var.build_settings] : {
      Sid      = "ReadSettingsOfTheBuild"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = [for name in names : "${local.systems}:parameter/${var.app}/${var.environment}/${name}"]
    } if length(names) > 0],
    [for arns in [values(var.build_secrets)] : {
      Sid      = "ReadSecretsOfTheBuild"
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = arns
    } if length(arns) > 0],
    [for arn in var.kms_key_arn[*] : {
      Sid      = "DecryptThem"
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = arn
    } if length(var.build_settings) + length(var.build_secrets) > 0],
    [for assets in [var.assets] : {
      Sid      = "FindAssets"
      Effect   = "Allow"
      Action   = "s3:ListBucket"
      Resource = "arn:${local.arn[1]}:s3:::${assets.bucket}"
    } if assets != null],
    [for assets in [var.assets] : {
      # None is deleted: pages of the release before still ask for theirs.
      Sid      = "UploadAssets"
      Effect   = "Allow"
      Action   = "s3:PutObject"
      Resource = "arn:${local.arn[1]}:s3:::${assets.bucket}/*"
    } if assets != null],
    [for before in var.promoted_from[*] : {
      Sid      = "ReadWhereItWasTried"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = "${local.systems}:parameter/deploy/${var.app}/${before.environment}"
    }],
    [for before in var.promoted_from[*] : {
      Sid      = "TakeItOver"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]
      Resource = "arn:${local.arn[1]}:ecr:${local.arn[3]}:${local.arn[4]}:repository/${before.repository}"
    }],
  )
}
