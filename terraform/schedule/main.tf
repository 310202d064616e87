# What Heroku Scheduler did: jobs that start at their time, run once and end. All jobs of an app share one family, whose
# own command is harmless; each schedule overrides it.

locals {
  account_id = split(":", var.cluster_arn)[4]
}

module "task_definition" {
  source = "../task_definition"

  name                 = var.name
  container_name       = var.container_name
  cluster_arn          = var.cluster_arn
  vpc_id               = var.vpc_id
  repository_url       = var.repository_url
  repository_arn       = var.repository_arn
  command              = "echo 'Each schedule brings its own command.'"
  overrides            = { for name, job in var.jobs : name => job.command }
  cpu                  = var.cpu
  memory               = var.memory
  cpu_architecture     = var.cpu_architecture
  disk_gib             = var.disk_gib
  environment          = var.environment
  secrets              = var.secrets
  readable_secret_arns = var.readable_secret_arns
  stop_timeout         = var.stop_timeout
  # Nobody opens a shell in a job, so its role is smaller than a service's.
  shell_access       = false
  task_policy_json   = var.task_policy_json
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  tags               = var.tags
}

# Starts that failed after all retries: an empty queue means that no run was missed.
resource "aws_sqs_queue" "missed" {
  name                      = "${var.name}-missed"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "scheduler" {
  name        = "${var.name}-scheduler"
  description = "Starts the jobs of ${var.name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = local.account_id } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "scheduler" {
  name = "start-jobs"
  role = aws_iam_role.scheduler.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "RunJobs"
        Effect    = "Allow"
        Action    = "ecs:RunTask"
        Resource  = [module.task_definition.family_arn, "${module.task_definition.family_arn}:*"]
        Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } }
      },
      {
        Sid       = "PassTheirRoles"
        Effect    = "Allow"
        Action    = "iam:PassRole"
        Resource  = [module.task_definition.execution_role_arn, module.task_definition.task_role_arn]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
      {
        # Tags are propagated to the tasks, which is a right of its own.
        Sid       = "TagThem"
        Effect    = "Allow"
        Action    = "ecs:TagResource"
        Resource  = "*"
        Condition = { StringEquals = { "ecs:CreateAction" = "RunTask" } }
      },
      {
        Sid      = "KeepMissedRuns"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.missed.arn
      },
      ],
      [for arn in compact([var.kms_key_arn]) : {
        Sid      = "EncryptMissedRuns"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = arn
    }])
  })
}

resource "aws_scheduler_schedule_group" "this" {
  name = var.name

  tags = var.tags
}

resource "aws_scheduler_schedule" "job" {
  for_each = var.jobs

  name                         = each.key
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = each.value.expression
  schedule_expression_timezone = each.value.timezone
  # Asleep until the cutover: the same job must not run on Heroku and here. What is switched off by hand is on again after
  # the next apply, whose plan says so; `enabled` keeps it off.
  state = var.awake && each.value.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.scheduler.arn
    input = jsonencode({
      containerOverrides = [merge(
        { name = var.container_name, command = module.task_definition.overrides[each.key] },
        length(each.value.environment) == 0 ? {} : {
          environment = [for name, value in each.value.environment : { name = name, value = value }]
        },
      )]
    })

    ecs_parameters {
      # Without a revision: a job always runs what was deployed last.
      task_definition_arn = module.task_definition.family_arn
      launch_type         = "FARGATE"
      propagate_tags      = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [module.task_definition.security_group_id]
        assign_public_ip = var.public_addresses
      }
    }

    retry_policy {
      maximum_retry_attempts = each.value.retries
      # A run that is an hour late is no longer wanted.
      maximum_event_age_in_seconds = 3600
    }

    dead_letter_config {
      arn = aws_sqs_queue.missed.arn
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}
