# What every container of the app needs, whether it serves, works off a queue, or runs once: the template of its task
# definition, a log group, two roles and a security group.
#
# Terraform owns the template: sizes, environment, names of secrets, roles. The image in it is a placeholder that is
# never run. A deploy copies the newest revision of the family "<name>-template", puts its image in, and registers it in
# the family "<name>", which services and schedules run. So `terraform apply` cannot roll an image back, and a deploy
# cannot lose a changed setting. Only what nobody deploys names its image here, and is the family "<name>" itself.

locals {
  # arn:aws:ecs:us-east-1:123456789012:cluster/crema
  region     = split(":", var.cluster_arn)[3]
  account_id = split(":", var.cluster_arn)[4]

  family      = var.image_tag == null ? "${var.name}-template" : var.name
  environment = merge(var.environment, var.port == null ? {} : { PORT = tostring(var.port) })

  # `exec` makes the program itself receive SIGTERM. It goes behind assignments at the line's beginning. A line that is
  # more than one program, or begins with a word of the shell, cannot be exec'ed; then the shell stays in front of it.
  lines = { for name, line in merge(var.overrides, { "" = var.command }) : name => trimspace(line) if trimspace(line) != "" }
  parts = {
    for name, line in local.lines : name =>
    regex("(?s)^(?P<assignments>(?:[A-Za-z_][A-Za-z0-9_]*=(?:'[^']*'|\"[^\"]*\"|\\$\\{[^}\\s]*}|\\$[^{\\s'\"\\\\]|[^\\s'\"\\\\$])*\\s+)*)(?P<program>.+)$", line)
  }
  commands = {
    for name, line in local.lines : name => ["/bin/sh", "-c",
      anytrue([
        can(regex("[;&|`()<>\n]", line)),
        can(regex("^[A-Za-z_][A-Za-z0-9_]*=", local.parts[name].program)),
        can(regex("^(exec|cd|if|for|while|until|case|test|\\[|\\.|source|export|set|unset|trap|eval|true|false|:|!|\\{)( |$)", local.parts[name].program)),
      ]) ? line : "${local.parts[name].assignments}exec ${local.parts[name].program}"
    ]
  }
  # Without a line, the image's own command runs.
  command = lookup(local.commands, "", null)

  # A secret's ARN may end in ":key::"; policies want it without.
  secret_arns = distinct([for arn in values(var.secrets) : join(":", slice(split(":", arn), 0, min(7, length(split(":", arn)))))])
  read_arns   = var.readable_secret_arns == null ? local.secret_arns : var.readable_secret_arns
  parameters  = [for arn in local.read_arns : arn if strcontains(arn, ":ssm:")]
  secrets     = [for arn in local.read_arns : arn if strcontains(arn, ":secretsmanager:")]

  ecs_tasks_may_assume = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account_id }
        ArnLike      = { "aws:SourceArn" = "arn:*:ecs:${local.region}:${local.account_id}:*" }
      }
    }]
  })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_security_group" "this" {
  name        = "${var.name}-task"
  description = "The tasks of ${var.name}."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-task" })
}

# An app calls whom it likes (mail, payments, webhooks), as it did on Heroku; nobody calls it unless a service opens a port.
resource "aws_vpc_security_group_egress_rule" "anywhere" {
  count = length(var.outgoing_ports) == 0 ? 1 : 0

  security_group_id = aws_security_group.this.id
  description       = "The app calls others"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "port" {
  for_each = { for port in var.outgoing_ports : tostring(port) => port }

  security_group_id = aws_security_group.this.id
  description       = "It calls others on port ${each.key} alone"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value

  tags = var.tags
}

# The execution role is used by ECS before the app starts: image, secrets, logs. The app itself never has it.
resource "aws_iam_role" "execution" {
  name               = "${var.name}-execution"
  description        = "Starts ${var.name}: pulls its image, reads its secrets, writes its log."
  assume_role_policy = local.ecs_tasks_may_assume

  tags = var.tags
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          # AWS knows no smaller resource for this one.
          Sid      = "LogInToRegistry"
          Effect   = "Allow"
          Action   = "ecr:GetAuthorizationToken"
          Resource = "*"
        },
        {
          Sid      = "PullImage"
          Effect   = "Allow"
          Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource = var.repository_arn
        },
        {
          Sid      = "WriteLog"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = "${aws_cloudwatch_log_group.this.arn}:*"
        },
      ],
      [for arns in [local.parameters] : {
        Sid      = "ReadParameters"
        Effect   = "Allow"
        Action   = "ssm:GetParameters"
        Resource = arns
      } if length(arns) > 0],
      [for arns in [local.secrets] : {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = arns
      } if length(arns) > 0],
      [for arn in compact([var.kms_key_arn]) : {
        Sid      = "DecryptSecrets"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = arn
      }],
    )
  })
}

# The task role is what the app may do on AWS by itself: nothing, until a policy is given.
resource "aws_iam_role" "task" {
  name               = "${var.name}-task"
  description        = "What ${var.name} may do on AWS by itself."
  assume_role_policy = local.ecs_tasks_may_assume

  tags = var.tags
}

resource "aws_iam_role_policy" "shell" {
  count = var.shell_access ? 1 : 0

  name = "shell"
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        # ECS Exec opens its channel from inside the task; AWS knows no smaller resource.
        Sid    = "OpenShell"
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      }],
      [for arn in compact([var.sessions_log_group_arn]) : {
        Sid      = "KeepSession"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = ["${arn}:*"]
      }],
      [for arn in compact([var.sessions_log_group_arn]) : {
        Sid      = "FindSessionLog"
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "*"
      }],
      [for arn in var.sessions_key_arn[*] : {
        Sid      = "DecryptSession"
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = arn
      }],
    )
  })
}

resource "aws_iam_role_policy" "app" {
  count = var.task_policy_json == null ? 0 : 1

  name   = "app"
  role   = aws_iam_role.task.id
  policy = var.task_policy_json
}

resource "aws_ecs_task_definition" "template" {
  family                   = local.family
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  dynamic "ephemeral_storage" {
    for_each = var.disk_gib > 20 ? [var.disk_gib] : []
    content {
      size_in_gib = ephemeral_storage.value
    }
  }

  container_definitions = jsonencode([{
    name      = var.container_name
    image     = "${var.repository_url}:${coalesce(var.image_tag, "placeholder-of-the-template")}"
    essential = true
    cpu       = var.cpu
    memory    = var.memory
    command   = local.command

    environment = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
    secrets     = [for name in sort(keys(var.secrets)) : { name = name, valueFrom = var.secrets[name] }]

    portMappings = var.port == null ? [] : [{
      containerPort = var.port
      hostPort      = var.port
      protocol      = "tcp"
    }]

    stopTimeout            = var.stop_timeout
    readonlyRootFilesystem = false
    mountPoints            = []
    volumesFrom            = []
    systemControls         = []
    # A first process that reaps orphans, which is what a dyno has too.
    linuxParameters = { initProcessEnabled = true }

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = local.region
        "awslogs-stream-prefix" = var.container_name
        # An app never waits for its log.
        "mode"            = "non-blocking"
        "max-buffer-size" = "25m"
      }
    }
  }])

  tags = var.tags
}
