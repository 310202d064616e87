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
}

variables {
  name           = "crema-production-web"
  cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  vpc_id         = "vpc-1"
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
  repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
  command        = "bundle exec puma -C config/puma.rb"
  cpu            = 256
  memory         = 512
  port           = 5000
  environment    = { RAILS_ENV = "production", EMPTY = "" }
  secrets = {
    DATABASE_URL = "arn:aws:ssm:us-east-1:123456789012:parameter/crema/production/DATABASE_URL"
    LARGE_KEY    = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crema/production/LARGE_KEY-AbCdEf:value::"
  }
}

run "the_container_is_what_a_dyno_was" {
  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].command == ["/bin/sh", "-c", "exec bundle exec puma -C config/puma.rb"]
    error_message = "The program itself receives SIGTERM."
  }
  assert {
    condition = toset(jsondecode(aws_ecs_task_definition.template.container_definitions)[0].environment) == toset([
      { name = "EMPTY", value = "" }, { name = "PORT", value = "5000" }, { name = "RAILS_ENV", value = "production" },
    ])
    error_message = "The port is told to the app; an empty setting stays empty."
  }
  assert {
    condition     = [for secret in jsondecode(aws_ecs_task_definition.template.container_definitions)[0].secrets : secret.name] == ["DATABASE_URL", "LARGE_KEY"]
    error_message = "Secrets are named by ARN."
  }
  assert {
    condition     = jsondecode(aws_ecs_task_definition.template.container_definitions)[0].stopTimeout == 30
    error_message = "As long as Heroku waits."
  }
  assert {
    condition     = output.family_arn == "arn:aws:ecs:us-east-1:123456789012:task-definition/crema" && output.family == "crema-production-web"
    error_message = "The family that runs is not the template's, and has no revision."
  }
}

run "the_execution_role_reads_its_own_secrets_only" {
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource if statement.Sid == "ReadParameters"
    ] == [["arn:aws:ssm:us-east-1:123456789012:parameter/crema/production/DATABASE_URL"]]
    error_message = "One parameter."
  }
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.execution.policy).Statement : statement.Resource if statement.Sid == "ReadSecrets"
    ] == [["arn:aws:secretsmanager:us-east-1:123456789012:secret:crema/production/LARGE_KEY-AbCdEf"]]
    error_message = "One secret, without the key inside it."
  }
  assert {
    condition     = length(aws_iam_role_policy.shell) == 0 && length(aws_iam_role_policy.app) == 0
    error_message = "The app itself may do nothing on AWS unless told."
  }
}

run "without_a_line_the_image_starts_what_it_says" {
  command = plan

  variables {
    command   = ""
    overrides = { job = "bin/job" }
  }

  assert {
    condition     = local.command == null && local.commands["job"][2] == "exec bin/job"
    error_message = "No command of ours, and the others stay."
  }
}

run "a_program_is_started_behind_its_assignments_and_other_lines_stay" {
  command = plan

  variables {
    command = "THREADS=$${SIZE:-10} NAME='two words' bundle exec sidekiq"
    port    = null
    overrides = {
      program    = " bin/job --all "
      two        = "bin/rails db:migrate && bin/rails data:migrate"
      pipe       = "FULL=1 bin/report | bin/upload"
      substitute = "NOW=$(date) bin/report"
      word       = "cd sub"
      exec       = "exec bin/job"
      assignment = "A=1"
      lines      = "bin/one\nbin/two"
      spaced     = "QUEUES=$${NAMES//,/ } bin/job"
      escaped    = "NAME=two\\ words bin/job"
    }
  }

  assert {
    condition     = local.command[2] == "THREADS=$${SIZE:-10} NAME='two words' exec bundle exec sidekiq"
    error_message = "exec goes behind the assignments."
  }
  assert {
    condition = { for name, command in output.overrides : name => command[2] } == {
      program    = "exec bin/job --all"
      two        = "bin/rails db:migrate && bin/rails data:migrate"
      pipe       = "FULL=1 bin/report | bin/upload"
      substitute = "NOW=$(date) bin/report"
      word       = "cd sub"
      exec       = "exec bin/job"
      assignment = "A=1"
      lines      = "bin/one\nbin/two"
      spaced     = "QUEUES=$${NAMES//,/ } bin/job"
      escaped    = "NAME=two\\ words bin/job"
    }
    error_message = "Only a single program is exec'ed."
  }
}

run "a_shell_is_opened_only_where_asked_for" {
  command = plan

  variables {
    shell_access     = true
    sessions_key_arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-0000-0000-0000-000000000000"
  }

  assert {
    condition     = length(aws_iam_role_policy.shell) == 1
    error_message = "ECS Exec needs its channel."
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.shell[0].policy).Statement : statement.Resource if statement.Action == "kms:Decrypt"] == [var.sessions_key_arn]
    error_message = "A shell that is encrypted by a key needs that key."
  }
}

run "refuses_sizes_that_fargate_does_not_have" {
  command = plan

  variables {
    cpu          = 300
    stop_timeout = 300
  }

  expect_failures = [var.cpu, var.stop_timeout]
}

run "refuses_memory_that_does_not_go_with_the_cpu" {
  command = plan

  variables {
    cpu    = 8192
    memory = 65536
  }

  expect_failures = [var.memory]
}

run "what_nobody_deploys_is_the_family_that_runs" {
  variables {
    image_tag = "0.1.0"
  }

  assert {
    condition     = output.template_family == output.family && endswith(jsondecode(aws_ecs_task_definition.template.container_definitions)[0].image, "crema-production/crema:0.1.0")
    error_message = "There is no template, and the image is there."
  }
}

run "ports_that_are_listed_are_the_only_way_out" {
  command = plan

  variables {
    outgoing_ports = [443, 5432]
  }

  assert {
    condition     = length(aws_vpc_security_group_egress_rule.anywhere) == 0 && toset([for rule in aws_vpc_security_group_egress_rule.port : "${rule.ip_protocol} ${rule.from_port}-${rule.to_port}"]) == toset(["tcp 443-443", "tcp 5432-5432"])
    error_message = "Two ports and no more."
  }
}
