mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/crema"
    }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-template:1"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-template"
    }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:crema-production-schedule-missed"
    }
  }
}

variables {
  name           = "crema-production-schedule"
  cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  vpc_id         = "vpc-1"
  subnet_ids     = ["subnet-1", "subnet-2"]
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
  repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
  cpu            = 256
  memory         = 512
  jobs = {
    subscription-renew = { command = "bundle exec rake subscription:renew", expression = "cron(0 9 * * ? *)" }
    reports            = { command = "FULL=1 bin/report | bin/upload", expression = "rate(10 minutes)", timezone = "Europe/Paris" }
  }
}

run "each_schedule_overrides_the_command" {
  assert {
    condition = jsondecode(aws_scheduler_schedule.job["subscription-renew"].target[0].input) == {
      containerOverrides = [{ name = "app", command = ["/bin/sh", "-c", "exec bundle exec rake subscription:renew"] }]
    }
    error_message = "The job's own command."
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.job["reports"].target[0].input).containerOverrides[0].command[2] == "FULL=1 bin/report | bin/upload"
    error_message = "A line for the shell stays as it is."
  }
  assert {
    condition     = !can(regex(":[0-9]+$", aws_scheduler_schedule.job["reports"].target[0].ecs_parameters[0].task_definition_arn)) && !endswith(aws_scheduler_schedule.job["reports"].target[0].ecs_parameters[0].task_definition_arn, "-template")
    error_message = "The newest deployed revision runs, never the template."
  }
  assert {
    condition     = alltrue([for schedule in values(aws_scheduler_schedule.job) : schedule.state == "DISABLED"])
    error_message = "Jobs sleep until the cutover."
  }
  assert {
    condition     = aws_scheduler_schedule.job["subscription-renew"].target[0].dead_letter_config[0].arn == aws_sqs_queue.missed.arn
    error_message = "A missed run is kept."
  }
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : statement.Condition.ArnEquals if statement.Sid == "RunJobs"
    ] == [{ "ecs:cluster" = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production" }]
    error_message = "The scheduler starts this family in this cluster only."
  }
}

run "from_the_cutover_on_jobs_are_awake_but_for_those_that_are_off" {
  variables {
    awake = true
    jobs = {
      subscription-renew = { command = "bundle exec rake subscription:renew", expression = "cron(0 9 * * ? *)", environment = { WEB_CONCURRENCY = "1" } }
      reports            = { command = "bin/report", expression = "rate(10 minutes)", enabled = false }
    }
  }

  assert {
    condition     = { for name, schedule in aws_scheduler_schedule.job : name => schedule.state } == { subscription-renew = "ENABLED", reports = "DISABLED" }
    error_message = "Awake, but for the one that is switched off."
  }
  assert {
    condition     = jsondecode(aws_scheduler_schedule.job["subscription-renew"].target[0].input).containerOverrides[0].environment == [{ name = "WEB_CONCURRENCY", value = "1" }]
    error_message = "What this job alone is told."
  }
}

run "refuses_expressions_that_never_fire" {
  command = plan

  variables {
    jobs = { broken = { command = "true", expression = "cron(0 9 * * * *)" } }
  }

  expect_failures = [var.jobs]
}

run "refuses_crontab_lines" {
  command = plan

  variables {
    jobs = { broken = { command = "true", expression = "0 9 * * *" } }
  }

  expect_failures = [var.jobs]
}

run "missed_runs_are_encrypted_by_a_key_of_ones_own" {
  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f"
  }

  assert {
    condition = aws_sqs_queue.missed.kms_master_key_id == var.kms_key_arn && [
      for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : statement.Resource if statement.Sid == "EncryptMissedRuns"
    ] == [var.kms_key_arn]
    error_message = "The scheduler may use the key that the queue is encrypted by."
  }
}
