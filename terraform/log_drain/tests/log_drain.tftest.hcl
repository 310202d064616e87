mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/crema-production-log-drain" }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = { arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:crema/production/log-drain/one-AbCdEf" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-west-1:123456789012:crema-production-log-drain-undelivered" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/crema-production-log-drain" }
  }
}

variables {
  name        = "crema-production-log-drain"
  secret_path = "crema/production"
  drains      = { papertrail = "syslog+tls://logs0.papertrailapp.com:12345", own = "" }
  log_groups  = { web = "/ecs/crema-production-web", scheduler = "/ecs/crema-production-schedule" }
}

run "every_log_group_leads_to_one_function" {
  command = apply

  assert {
    condition     = { for process, filter in aws_cloudwatch_log_subscription_filter.this : process => [filter.log_group_name, filter.destination_arn, filter.filter_pattern] } == { for process, group in var.log_groups : process => [group, "arn:aws:lambda:eu-west-1:123456789012:function:crema-production-log-drain", ""] }
    error_message = "All lines of all processes, and never the function's own."
  }
  assert {
    condition     = alltrue([for process, permission in aws_lambda_permission.logs : permission.source_account == "123456789012" && permission.source_arn == "arn:aws:logs:eu-west-1:123456789012:log-group:${var.log_groups[process]}:*"])
    error_message = "Only these log groups, and only this account's, may call it."
  }
  assert {
    condition     = yamldecode(aws_cloudformation_stack.function.template_body).Resources.Function.Properties.Code.ZipFile == file("./forward.py")
    error_message = "What runs is the file."
  }
  assert {
    condition     = length(aws_cloudformation_stack.function.template_body) < 51200
    error_message = "CloudFormation takes no longer template."
  }
  assert {
    condition     = jsondecode(yamldecode(aws_cloudformation_stack.function.template_body).Resources.Function.Properties.Environment.Variables.PROCESSES) == { "/ecs/crema-production-web" = "web", "/ecs/crema-production-schedule" = "scheduler" }
    error_message = "It knows which process a log group belongs to."
  }
}

run "addresses_are_secrets_by_name" {
  command = apply

  assert {
    condition     = output.secrets == { papertrail = "crema/production/log-drain/papertrail", own = "crema/production/log-drain/own" }
    error_message = "Beside the app's other secrets."
  }
  assert {
    condition     = alltrue([for value in values(yamldecode(aws_cloudformation_stack.function.template_body).Resources.Function.Properties.Environment.Variables) : !strcontains(value, "papertrailapp")])
    error_message = "Nothing of an address stands in the function's environment."
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.this.policy).Statement : statement.Sid if statement.Resource == "*"] == []
    error_message = "Every right has its resource."
  }
}

run "what_is_not_delivered_is_kept" {
  command = apply

  assert {
    condition     = aws_lambda_function_event_invoke_config.this.maximum_retry_attempts == 2 && aws_lambda_function_event_invoke_config.this.destination_config[0].on_failure[0].destination == aws_sqs_queue.undelivered.arn
    error_message = "Three attempts, then the queue."
  }
  assert {
    condition     = aws_sqs_queue.undelivered.sqs_managed_sse_enabled && aws_sqs_queue.undelivered.message_retention_seconds == 1209600
    error_message = "Encrypted, for as long as a queue keeps anything."
  }
  assert {
    condition     = aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "The function's log ends, too."
  }
}

run "refuses_its_own_log" {
  command = plan

  variables {
    log_groups = { web = "/ecs/crema-production-web", self = "/aws/lambda/crema-production-log-drain" }
  }

  expect_failures = [var.log_groups]
}

run "refuses_one_log_group_twice" {
  command = plan

  variables {
    log_groups = { web = "/ecs/crema-production-web", again = "/ecs/crema-production-web" }
  }

  expect_failures = [var.log_groups]
}

run "refuses_an_address_with_a_token" {
  command = plan

  variables {
    drains = { own = "https://logs.example.com/in/token" }
  }

  expect_failures = [var.drains]
}

run "refuses_names_that_aws_refuses" {
  command = plan

  variables {
    name   = "Crema"
    drains = { "own drain" = "" }
  }

  expect_failures = [var.name, var.drains]
}
