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
  name           = "crema-production-run"
  cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  vpc_id         = "vpc-1"
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
  repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
  cpu            = 256
  memory         = 512
}

run "a_task_without_a_command_is_harmless" {
  assert {
    condition     = output.family == "crema-production-run" && output.template_family == "crema-production-run-template"
    error_message = "A family of its own."
  }
  assert {
    condition     = length(output.role_arns) == 2
    error_message = "Whoever deploys passes two roles on."
  }
}
