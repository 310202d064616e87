# What Heroku's log drains did: each line that an app's processes write goes on to whoever reads it today. A subscription on
# each log group hands the lines to a function, which sends them in Heroku's own form (forward.py). A log group takes two
# subscriptions at most, so one function serves all drains of an app. Its own log has none: it would read itself.

locals {
  # arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/crema-production-log-drain
  arn       = split(":", aws_cloudwatch_log_group.this.arn)
  partition = local.arn[1]
  region    = local.arn[3]
  account   = local.arn[4]

  function_arn = "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${var.name}"
}

# Where a drain is. The whole address is a secret, as it holds tokens: Terraform knows only the name, and the value is put
# in by API. Without one the function sends nothing there, and says so in its log.
resource "aws_secretsmanager_secret" "address" {
  for_each = var.drains

  name                    = "${var.secret_path}/log-drain/${each.key}"
  description             = "The address of the log drain ${each.key}${each.value == "" ? "" : ", which leads to ${each.value}"}."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = var.recovery_window_days

  tags = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

# Batches of lines that a drain did not take in three attempts: an empty queue means that every line was delivered.
resource "aws_sqs_queue" "undelivered" {
  name                      = "${var.name}-undelivered"
  message_retention_seconds = 14 * 24 * 3600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "this" {
  name        = var.name
  description = "Forwards log lines by the function ${var.name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "this" {
  name = "forward"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid      = "ReadAddresses"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [for name in sort(keys(var.drains)) : aws_secretsmanager_secret.address[name].arn]
      },
      {
        Sid      = "WriteOwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.this.arn}:*"
      },
      {
        Sid      = "KeepUndelivered"
        Effect   = "Allow"
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.undelivered.arn
      },
      {
        # One drain failed and the others did not: it gets an event of its own.
        Sid      = "HandOn"
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = local.function_arn
      },
      ],
      [for arn in var.kms_key_arn[*] : {
        Sid      = "UseTheKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = arn
    }])
  })
}

# The function is made by CloudFormation, which takes the source as it is. Lambda's own API takes a zip archive only, which
# nobody can read or compare, and packing one would need a second provider. So: edit forward.py, apply, and what you see is
# what runs. CloudFormation takes 51,200 bytes of template, and makes nothing else here.
resource "aws_cloudformation_stack" "function" {
  name = var.name
  template_body = yamlencode({
    Resources = {
      Function = {
        Type = "AWS::Lambda::Function"
        Properties = {
          FunctionName  = var.name
          Description   = "Forwards log lines to ${join(", ", sort(keys(var.drains)))}."
          Runtime       = "python3.13"
          Handler       = "index.handler"
          Code          = { ZipFile = file("${path.module}/forward.py") }
          Role          = aws_iam_role.this.arn
          Architectures = ["arm64"]
          MemorySize    = 256
          Timeout       = 60
          LoggingConfig = { LogGroup = aws_cloudwatch_log_group.this.name }
          Environment = {
            Variables = {
              NAME      = var.name
              DRAINS    = jsonencode({ for name, secret in aws_secretsmanager_secret.address : name => secret.arn })
              PROCESSES = jsonencode({ for process, group in var.log_groups : group => process })
            }
          }
        }
      }
    }
  })

  tags = var.tags

  # A function without its rights would fail at its first line. It also gives AWS time to spread the new role, which Lambda
  # has to see: the policy waits for the queue, and that takes half a minute.
  depends_on = [aws_iam_role_policy.this]

  lifecycle {
    precondition {
      condition     = length(file("${path.module}/forward.py")) < 40000
      error_message = "forward.py has become too long for a template of CloudFormation's."
    }
    precondition {
      # Each drain with its name and its secret's ARN, which ends with the name again.
      condition     = length(jsonencode(var.log_groups)) + sum([for name in keys(var.drains) : 2 * length(name) + length(var.secret_path) + 110]) < 3900
      error_message = "A function's environment has 4 KB: these are too many log groups and drains for one."
    }
  }
}

# Lambda tries a batch again after one minute and after two more.
resource "aws_lambda_function_event_invoke_config" "this" {
  function_name                = var.name
  maximum_retry_attempts       = 2
  maximum_event_age_in_seconds = 6 * 3600

  destination_config {
    on_failure {
      destination = aws_sqs_queue.undelivered.arn
    }
  }

  depends_on = [aws_cloudformation_stack.function]
}

resource "aws_lambda_permission" "logs" {
  for_each = var.log_groups

  statement_id   = "lines-of-${each.key}"
  function_name  = var.name
  action         = "lambda:InvokeFunction"
  principal      = "logs.amazonaws.com"
  source_account = local.account
  source_arn     = "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${each.value}:*"

  depends_on = [aws_cloudformation_stack.function]
}

resource "aws_cloudwatch_log_subscription_filter" "this" {
  for_each = var.log_groups

  name            = var.name
  log_group_name  = each.value
  filter_pattern  = ""
  destination_arn = local.function_arn

  depends_on = [aws_lambda_permission.logs]
}
