# What each role may do. What bears a name is allowed by its name, the rest by the estate's tags, which a rule over every
# plan holds: so forty apps fit into a policy as well as one.

locals {
  ecs   = "arn:${local.partition}:ecs:${local.region}:${local.account_id}"
  logs  = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group"
  ssm   = "arn:${local.partition}:ssm:${local.region}:${local.account_id}"
  ours  = { StringEquals = { "aws:ResourceTag/Estate" = var.name, "aws:ResourceTag/Environment" = var.environment } }
  here  = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
  tasks = "${local.ecs}:task/${local.cluster}/*"

  roles_of_account = "arn:${local.partition}:iam::${local.account_id}:role"

  sessions = [var.sessions_log_group_arn, "${var.sessions_log_group_arn}:*"]
  trail_arns = {
    log    = flatten([for group in aws_cloudwatch_log_group.trail : [group.arn, "${group.arn}:*"]])
    bucket = flatten([for bucket in aws_s3_bucket.trail : [bucket.arn, "${bucket.arn}/*"]])
    alarms = concat([for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn], aws_sns_topic.this[*].arn)
  }

  view = [
    {
      # AWS knows no smaller resource for these, which show names and measures.
      Sid    = "SeeWhatThereIs"
      Effect = "Allow"
      Action = [
        "cloudwatch:DescribeAlarms", "cloudwatch:GetDashboard", "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics", "cloudwatch:ListDashboards", "cloudwatch:ListMetrics",
        "ecs:DescribeTaskDefinition", "ecs:ListClusters", "ecs:ListTaskDefinitions",
        "elasticache:DescribeReplicationGroups", "elasticloadbalancing:DescribeListeners",
        "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth", "logs:DescribeLogGroups", "logs:GetQueryResults",
        "rds:DescribeDBInstances", "rds:DescribeEvents", "scheduler:ListSchedules", "ssm:DescribeParameters",
      ]
      Resource = "*"
    },
    {
      Sid      = "SeeTheCluster"
      Effect   = "Allow"
      Action   = ["ecs:DescribeClusters", "ecs:DescribeServices", "ecs:DescribeTasks"]
      Resource = [var.cluster_arn, "${local.ecs}:service/${local.cluster}/*", local.tasks]
    },
    {
      Sid       = "ListWhatRuns"
      Effect    = "Allow"
      Action    = ["ecs:ListServices", "ecs:ListTasks"]
      Resource  = "*"
      Condition = local.here
    },
    {
      Sid       = "ReadLogs"
      Effect    = "Allow"
      Action    = ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartLiveTail", "logs:StartQuery"]
      Resource  = ["${local.logs}:/ecs/*", "${local.logs}:/aws/rds/instance/${var.name}-*"]
      Condition = local.ours
    },
  ]

  # Somebody may have typed a password into a shell.
  no_shells = [{
    Sid      = "NotWhatOthersTyped"
    Effect   = "Deny"
    Action   = ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartLiveTail", "logs:StartQuery"]
    Resource = local.sessions
  }]

  # A new revision of any of the app's processes. Two ends of names for each of forty apps would be too long for a policy, so what
  # is no role of a task is refused once for all of them.
  deploy_roles = concat(
    [for apps in [sort(var.apps)] : {
      Sid       = "PassTheTasksRoles"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = [for app in apps : "${local.roles_of_account}/${app}-${var.environment}-*"]
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    } if length(apps) > 0],
    [
      {
        Sid         = "NoRolesButThoseOfTasks"
        Effect      = "Deny"
        Action      = "iam:PassRole"
        NotResource = [for end in ["execution", "task"] : "${local.roles_of_account}/*-${var.environment}-*-${end}"]
      },
      {
        # In an estate that is called as its app the engine's roles begin like the app's own, and read both databases' passwords.
        Sid      = "NotTheRolesOfTheMove"
        Effect   = "Deny"
        Action   = "iam:PassRole"
        Resource = [for end in ["execution", "task"] : "${local.roles_of_account}/*-dynolift-${end}"]
      },
    ],
  )

  change_services = [
    {
      Sid      = "ChangeServices"
      Effect   = "Allow"
      Action   = "ecs:UpdateService"
      Resource = "${local.ecs}:service/${local.cluster}/*"
    },
    {
      Sid      = "StopTasks"
      Effect   = "Allow"
      Action   = "ecs:StopTask"
      Resource = local.tasks
    },
    {
      Sid       = "RunOnce"
      Effect    = "Allow"
      Action    = "ecs:RunTask"
      Resource  = "${local.ecs}:task-definition/*-${var.environment}-run:*"
      Condition = local.here
    },
    {
      Sid      = "LookAtScaling"
      Effect   = "Allow"
      Action   = "application-autoscaling:DescribeScalableTargets"
      Resource = "*"
    },
    {
      Sid      = "Scale"
      Effect   = "Allow"
      Action   = "application-autoscaling:RegisterScalableTarget"
      Resource = "arn:${local.partition}:application-autoscaling:${local.region}:${local.account_id}:scalable-target/*"
      Condition = { StringEquals = {
        "application-autoscaling:service-namespace"  = "ecs"
        "application-autoscaling:scalable-dimension" = "ecs:service:DesiredCount"
      } }
    },
  ]

  # What ci/build.sh and ci/deploy.sh ask for, as the pipelines may do it (deployment).
  deploy = concat([
    {
      Sid      = "ReadWhatToDeploy"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = "${local.ssm}:parameter/deploy/*/${var.environment}"
    },
    {
      # No others: what the app is given when it runs is none of a build's business.
      Sid       = "ReadSettingsOfBuilds"
      Effect    = "Allow"
      Action    = "ssm:GetParameter"
      Resource  = "${local.ssm}:parameter/*/${var.environment}/*"
      Condition = { StringEquals = merge(local.ours.StringEquals, { "aws:ResourceTag/ReadBy" = "build" }) }
    },
    {
      Sid       = "ReadSecretsOfBuilds"
      Effect    = "Allow"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:*/${var.environment}/*"
      Condition = { StringEquals = merge(local.ours.StringEquals, { "aws:ResourceTag/ReadBy" = "build" }) }
    },
    {
      Sid      = "OneDeployAtATime"
      Effect   = "Allow"
      Action   = ["ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter"]
      Resource = "${local.ssm}:parameter/deploy/*/${var.environment}/lock"
    },
    {
      Sid      = "RecordWhatWasPlanned"
      Effect   = "Allow"
      Action   = ["ssm:GetParameter", "ssm:PutParameter"]
      Resource = "${local.ssm}:parameter/deploy/*/${var.environment}/deployed"
    },
    {
      Sid      = "LogInToRegistry"
      Effect   = "Allow"
      Action   = "ecr:GetAuthorizationToken"
      Resource = "*"
    },
    {
      Sid    = "PushImages"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
        "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
      ]
      Resource = "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${var.name}/*"
    },
    {
      # AWS knows no smaller resource. What a revision may do is bounded by the roles that may be passed on.
      Sid      = "RegisterRevisions"
      Effect   = "Allow"
      Action   = "ecs:RegisterTaskDefinition"
      Resource = "*"
    },
    {
      Sid       = "TagThem"
      Effect    = "Allow"
      Action    = "ecs:TagResource"
      Resource  = "*"
      Condition = { StringEquals = { "ecs:CreateAction" = ["RegisterTaskDefinition", "RunTask"] } }
    },
    ],
    [for before in [var.promoted_from] : {
      Sid      = "ReadWhereItWasTried"
      Effect   = "Allow"
      Action   = "ssm:GetParameter"
      Resource = [for environment in sort(keys(before)) : "${local.ssm}:parameter/deploy/*/${environment}"]
    } if length(before) > 0],
    [for before in [var.promoted_from] : {
      Sid      = "TakeItOver"
      Effect   = "Allow"
      Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"]
      Resource = [for name in sort(values(before)) : "arn:${local.partition}:ecr:${local.region}:${local.account_id}:repository/${name}/*"]
    } if length(before) > 0],
  )

  # A session that is started beside ECS Exec is not kept, so none may be but a tunnel, which is no shell.
  shells = [
    {
      Sid       = "OpenShellInTask"
      Effect    = "Allow"
      Action    = "ecs:ExecuteCommand"
      Resource  = [var.cluster_arn, local.tasks]
      Condition = local.here
    },
    {
      Sid      = "EncryptShell"
      Effect   = "Allow"
      Action   = ["kms:DescribeKey", "kms:GenerateDataKey"]
      Resource = aws_kms_key.sessions.arn
    },
    {
      Sid       = "TunnelThroughTask"
      Effect    = "Allow"
      Action    = "ssm:StartSession"
      Resource  = [local.tasks, "arn:${local.partition}:ssm:${local.region}::document/AWS-StartPortForwardingSessionToRemoteHost"]
      Condition = { BoolIfExists = { "ssm:SessionDocumentAccessCheck" = "true" } }
    },
  ]

  # The AWS CLI in the console, so that nobody needs a key for it on his own machine.
  cloud_shell = [{
    Sid    = "UseCloudShell"
    Effect = "Allow"
    Action = [
      "cloudshell:CreateEnvironment", "cloudshell:CreateSession", "cloudshell:DeleteEnvironment",
      "cloudshell:DescribeEnvironments", "cloudshell:GetEnvironmentStatus", "cloudshell:PutCredentials",
      "cloudshell:StartEnvironment", "cloudshell:StopEnvironment",
    ]
    Resource = "*"
  }]

  operate = [
    {
      Sid       = "OpenShellOnMachine"
      Effect    = "Allow"
      Action    = "ssm:StartSession"
      Resource  = "arn:${local.partition}:ec2:${local.region}:${local.account_id}:instance/*"
      Condition = merge(local.ours, { BoolIfExists = { "ssm:SessionDocumentAccessCheck" = "true" } })
    },
    {
      Sid      = "ByItsDocumentAlone"
      Effect   = "Allow"
      Action   = "ssm:StartSession"
      Resource = "${local.ssm}:document/${aws_ssm_document.session.name}"
    },
    {
      Sid       = "SetSettings"
      Effect    = "Allow"
      Action    = ["ssm:GetParameter", "ssm:GetParameters", "ssm:PutParameter"]
      Resource  = "${local.ssm}:parameter/*/${var.environment}/*"
      Condition = local.ours
    },
    {
      Sid       = "SetLargeSettings"
      Effect    = "Allow"
      Action    = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
      Resource  = "arn:${local.partition}:secretsmanager:${local.region}:${local.account_id}:secret:*/${var.environment}/*"
      Condition = local.ours
    },
    {
      # What cache-login.sh does, beside the secrets.
      Sid      = "MakePasswords"
      Effect   = "Allow"
      Action   = "secretsmanager:GetRandomPassword"
      Resource = "*"
    },
    {
      Sid       = "SetLoginOfCaches"
      Effect    = "Allow"
      Action    = "elasticache:ModifyReplicationGroup"
      Resource  = "arn:${local.partition}:elasticache:${local.region}:${local.account_id}:replicationgroup:*"
      Condition = local.ours
    },
  ]

  audit = concat(
    [
      {
        # AWS knows no smaller resource for most of these.
        Sid    = "SeeWhoMayAndWhoDid"
        Effect = "Allow"
        Action = [
          "cloudtrail:DescribeTrails", "cloudtrail:GetEventSelectors", "cloudtrail:GetTrail",
          "cloudtrail:GetTrailStatus", "cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents",
          "cloudwatch:DescribeAlarmHistory", "cloudwatch:DescribeAlarms", "iam:GenerateCredentialReport",
          "iam:GetAccountSummary", "iam:GetCredentialReport", "iam:GetRole", "iam:GetRolePolicy",
          "iam:ListAttachedRolePolicies", "iam:ListMFADevices", "iam:ListRolePolicies", "iam:ListRoles",
          "iam:ListUsers", "logs:DescribeLogGroups", "logs:DescribeMetricFilters", "logs:GetQueryResults",
        ]
        Resource = "*"
      },
      {
        Sid      = "ReadShellsAndTrail"
        Effect   = "Allow"
        Action   = ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"]
        Resource = concat(local.sessions, local.trail_arns.log)
      },
    ],
    [for arns in [local.trail_arns.bucket] : {
      Sid      = "ReadLockedTrail"
      Effect   = "Allow"
      Action   = ["s3:GetBucketLocation", "s3:GetBucketObjectLockConfiguration", "s3:GetObject", "s3:GetObjectRetention", "s3:ListBucket"]
      Resource = arns
    } if length(arns) > 0],
    [for key in aws_kms_key.trail : {
      Sid      = "DecryptTrail"
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = key.arn
    }],
  )

  emergency = concat([
    {
      Sid    = "EverythingOfTheEstate"
      Effect = "Allow"
      Action = [
        "application-autoscaling:*", "cloudwatch:*", "ec2:*", "ecr:*", "ecs:*", "elasticache:*",
        "elasticloadbalancing:*", "es:*", "lambda:*", "logs:*", "rds:*", "scheduler:*", "secretsmanager:*", "sns:*", "sqs:*",
        "ssm:DeleteParameter", "ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters",
        "ssm:GetParametersByPath", "ssm:PutParameter",
      ]
      Resource  = "*"
      Condition = local.ours
    },
    {
      Sid    = "NotWhatIsWrittenDownOfIt"
      Effect = "Deny"
      Action = [
        "logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:DeleteRetentionPolicy", "logs:DisassociateKmsKey",
        "logs:PutRetentionPolicy",
      ]
      Resource = concat(local.sessions, local.trail_arns.log)
    }
    ], [for arns in [local.trail_arns] : {
      # Nor who is told of it.
      Sid    = "NotItsAlarms"
      Effect = "Deny"
      Action = [
        "cloudwatch:DeleteAlarms", "cloudwatch:DisableAlarmActions", "cloudwatch:PutMetricAlarm",
        "logs:DeleteMetricFilter", "logs:PutMetricFilter", "sns:DeleteTopic", "sns:Unsubscribe",
      ]
      Resource = concat(arns.log, arns.alarms)
  } if var.trail])

  # Settings that are encrypted by a key of yours are read and written by whoever may use it.
  use_key = [for arn in var.kms_key_arn[*] : {
    Sid      = "UseTheKeyOfSettings"
    Effect   = "Allow"
    Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"]
    Resource = arn
  }]
  read_by_key = [for arn in var.kms_key_arn[*] : {
    Sid      = "DecryptSettingsOfBuilds"
    Effect   = "Allow"
    Action   = "kms:Decrypt"
    Resource = arn
  }]

  permissions = {
    viewer      = concat(local.view, local.no_shells)
    deployer    = concat(local.view, local.no_shells, local.deploy_roles, local.change_services, local.deploy, local.read_by_key)
    operator    = concat(local.view, local.no_shells, local.change_services, local.shells, local.cloud_shell, local.operate, local.use_key)
    auditor     = local.audit
    break-glass = concat(local.view, local.change_services, local.shells, local.cloud_shell, local.emergency, local.use_key)
  }
}

# Policies of their own: AWS bounds the length of all others of a role together.

# A command of one's own runs as its app's one-off task does.
resource "aws_iam_policy" "commands" {
  count = length(var.apps) > 0 ? 1 : 0

  name        = "${var.name}-commands"
  description = "Passes on the roles of one-off tasks of ${var.name}."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "PassTheRolesOfCommands"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = [for app in sort(var.apps) : "${local.roles_of_account}/${app}-${var.environment}-run-*"]
      Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "commands" {
  for_each = length(var.apps) > 0 ? toset(["operator", "break-glass"]) : toset([])

  role       = aws_iam_role.this[each.key].name
  policy_arn = aws_iam_policy.commands[0].arn
}

resource "aws_iam_policy" "assets" {
  count = length(var.asset_buckets) > 0 ? 1 : 0

  name        = "${var.name}-deployer-assets"
  description = "Adds static files to the buckets of ${var.name}."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "FindAssets"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = [for bucket in sort(var.asset_buckets) : "arn:${local.partition}:s3:::${bucket}"]
      },
      {
        # None is deleted: pages of the release before still ask for theirs.
        Sid      = "UploadAssets"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = [for bucket in sort(var.asset_buckets) : "arn:${local.partition}:s3:::${bucket}/*"]
      },
    ]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "assets" {
  count = length(var.asset_buckets) > 0 ? 1 : 0

  role       = aws_iam_role.this["deployer"].name
  policy_arn = aws_iam_policy.assets[0].arn
}

# What a site's pipeline may do (site_deployment), for eight sites in a policy: more would be too long for one.
locals {
  sites = [for names in chunklist(sort(keys(var.sites)), 8) : {
    buckets = [for name in names : "arn:${local.partition}:s3:::${var.sites[name].bucket}"]
    arns    = [for name in names : var.sites[name].distribution_arn]
    # AWS gave the end of those buckets' names.
    tried      = [for name in names : "arn:${local.partition}:s3:::${var.sites[name].promoted_from.bucket_prefix}*" if var.sites[name].promoted_from != null]
    parameters = [for name in names : "${local.ssm}:parameter/deploy/${name}/${var.sites[name].promoted_from.environment}" if var.sites[name].promoted_from != null]
  }]
}

resource "aws_iam_policy" "sites" {
  count = length(local.sites)

  name        = "${var.name}-deployer-sites-${count.index + 1}"
  description = "Shows releases of static sites of ${var.name}."
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [for site in [local.sites[count.index]] : {
        Sid      = "SeeWhatIsThere"
        Effect   = "Allow"
        Action   = "s3:ListBucket"
        Resource = site.buckets
      }],
      [for site in [local.sites[count.index]] : {
        Sid      = "ReadReleases"
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = [for bucket in site.buckets : "${bucket}/.releases/*"]
      }],
      [for site in [local.sites[count.index]] : {
        Sid      = "KeepReleasesAndShowThem"
        Effect   = "Allow"
        Action   = "s3:PutObject"
        Resource = [for bucket in site.buckets : "${bucket}/*"]
      }],
      [for site in [local.sites[count.index]] : {
        Sid      = "TakePagesAway"
        Effect   = "Allow"
        Action   = "s3:DeleteObject"
        Resource = flatten([for bucket in site.buckets : ["${bucket}/*.html", "${bucket}/*.htm"]])
      }],
      [for site in [local.sites[count.index]] : {
        Sid      = "LetCloudFrontForget"
        Effect   = "Allow"
        Action   = ["cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"]
        Resource = site.arns
      }],
      [for site in [local.sites[count.index]] : {
        Sid      = "ReadWhereItWasTried"
        Effect   = "Allow"
        Action   = "ssm:GetParameter"
        Resource = site.parameters
      } if length(site.tried) > 0],
      [for site in [local.sites[count.index]] : {
        Sid       = "FindWhatWasTried"
        Effect    = "Allow"
        Action    = "s3:ListBucket"
        Resource  = site.tried
        Condition = { StringEquals = { "s3:ResourceAccount" = local.account_id }, StringLike = { "s3:prefix" = ".releases/*" } }
      } if length(site.tried) > 0],
      [for site in [local.sites[count.index]] : {
        Sid       = "TakeItOver"
        Effect    = "Allow"
        Action    = "s3:GetObject"
        Resource  = [for bucket in site.tried : "${bucket}/.releases/*"]
        Condition = { StringEquals = { "s3:ResourceAccount" = local.account_id } }
      } if length(site.tried) > 0],
    )
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "sites" {
  count = length(local.sites)

  role       = aws_iam_role.this["deployer"].name
  policy_arn = aws_iam_policy.sites[count.index].arn
}
