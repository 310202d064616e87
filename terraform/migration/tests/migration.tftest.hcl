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
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-production-dynolift:1"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-production-dynolift"
    }
  }
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production-dynolift"
      repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production-dynolift"
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crema-production-dynolift/main/SOURCE_URL-AbCdEf"
    }
  }
}

variables {
  name        = "crema-production-dynolift"
  databases   = { main = "live", analytics-2 = "big-bang" }
  cluster_arn = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  vpc_id      = "vpc-1"
  subnet_ids  = ["subnet-1", "subnet-2"]
  image_tag   = "0.1.0"
}

run "each_database_has_its_own_urls_and_its_own_way_to_be_moved" {
  assert {
    condition = output.secrets == {
      DYNOLIFT_MAIN_SOURCE_URL        = "crema-production-dynolift/main/SOURCE_URL"
      DYNOLIFT_MAIN_TARGET_URL        = "crema-production-dynolift/main/TARGET_URL"
      DYNOLIFT_ANALYTICS_2_SOURCE_URL = "crema-production-dynolift/analytics-2/SOURCE_URL"
      DYNOLIFT_ANALYTICS_2_TARGET_URL = "crema-production-dynolift/analytics-2/TARGET_URL"
    }
    error_message = "The variables are those that dynolift's --database reads."
  }
  assert {
    condition = { for database, runs in output.run_task : database => [for run in values(runs) : run.overrides.containerOverrides[0].command[2]] } == {
      main        = ["exec dynolift data sync --database main", "exec dynolift data reverse --database main"]
      analytics-2 = ["exec dynolift data copy --fence --yes --database analytics-2", "exec dynolift data reverse --database analytics-2"]
    }
    error_message = "Live, or with the app's writes stopped first; and the way back."
  }
  assert {
    condition     = output.run_task["main"].move.networkConfiguration.awsvpcConfiguration.assignPublicIp == "DISABLED" && output.run_task["main"].move.startedBy == "dynolift-main"
    error_message = "A task without a public address, which is found again by its name."
  }
  assert {
    condition     = output.family == "crema-production-dynolift" && output.run_task["main"].move.taskDefinition == "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-production-dynolift:1"
    error_message = "Nobody deploys it: the family that runs is Terraform's."
  }
}

run "it_goes_without_a_trace" {
  command = plan

  assert {
    condition     = aws_ecr_repository.this.force_delete
    error_message = "A repository with an image in it would stay."
  }
  assert {
    condition     = alltrue([for secret in aws_secretsmanager_secret.url : secret.recovery_window_in_days == 0])
    error_message = "Else the same name could not be made again for weeks."
  }
}

run "refuses_a_move_that_it_does_not_know" {
  command = plan

  variables {
    databases = { main = "fresh" }
  }

  expect_failures = [var.databases]
}

run "refuses_to_be_there_for_nothing" {
  command = plan

  variables {
    databases = {}
  }

  expect_failures = [var.databases]
}

run "refuses_a_tag_that_no_image_can_have" {
  command = plan

  variables {
    image_tag = "of today"
  }

  expect_failures = [var.image_tag]
}
