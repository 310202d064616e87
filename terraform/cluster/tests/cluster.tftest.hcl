mock_provider "aws" {}

variables {
  name         = "crema-production"
  repositories = ["crema"]
}

run "images_are_immutable_and_old_ones_go" {
  command = plan

  assert {
    condition     = aws_ecr_repository.this["crema"].image_tag_mutability == "IMMUTABLE" && !aws_ecr_repository.this["crema"].force_delete
    error_message = "A tag keeps its meaning, and images are not deleted with their repository."
  }
  assert {
    condition     = jsondecode(aws_ecr_lifecycle_policy.this["crema"].policy).rules[1].selection.countNumber == 50
    error_message = "The newest images are kept."
  }
  assert {
    condition     = one(aws_ecs_cluster.this.setting).value == "enabled"
    error_message = "Tasks are measured."
  }
}

run "spare_capacity_is_there_on_request" {
  command = plan

  variables {
    spot = true
  }

  assert {
    condition     = contains(aws_ecs_cluster_capacity_providers.this[0].capacity_providers, "FARGATE_SPOT")
    error_message = "Services find Spot in the cluster."
  }
}

run "sessions_are_encrypted_and_kept_longer_on_request" {
  command = plan

  variables {
    sessions_key_arn       = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-0000-0000-0000-000000000000"
    session_retention_days = 400
  }

  assert {
    condition     = one(one(aws_ecs_cluster.this.configuration).execute_command_configuration).kms_key_id == var.sessions_key_arn && one(one(one(aws_ecs_cluster.this.configuration).execute_command_configuration).log_configuration).cloud_watch_encryption_enabled
    error_message = "On their way, and in their log."
  }
  assert {
    condition     = aws_cloudwatch_log_group.sessions.kms_key_id == var.sessions_key_arn && aws_cloudwatch_log_group.sessions.retention_in_days == 400
    error_message = "ECS refuses to write to a log that is not encrypted, once it is told that it is."
  }
}

run "refuses_names_and_days_that_aws_does_not_know" {
  command = plan

  variables {
    repositories       = ["Crema"]
    log_retention_days = 45
    container_insights = "on"
  }

  expect_failures = [var.repositories, var.log_retention_days, var.container_insights]
}
