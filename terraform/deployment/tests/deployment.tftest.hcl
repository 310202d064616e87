mock_provider "aws" {}

variables {
  app            = "crema"
  environment    = "production"
  cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
  repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
  services = {
    crema-production-web    = { family = "crema-production-web", template_family = "crema-production-web-template", tasks = 2, scales_from = 2 }
    crema-production-worker = { family = "crema-production-worker", template_family = "crema-production-worker-template" }
  }
  run = {
    family           = "crema-production-run"
    template_family  = "crema-production-run-template"
    log_group        = "/ecs/crema-production-run"
    subnets          = ["subnet-1"]
    security_groups  = ["sg-1"]
    public_addresses = false
  }
  role_arns = ["arn:aws:iam::123456789012:role/crema-production-web-task"]
}

run "a_deploy_finds_all_that_it_changes_in_one_place" {
  variables {
    release = { command = ["/bin/sh", "-c", "exec bin/rails db:migrate"] }
    jobs    = { family = "crema-production-schedule", template_family = "crema-production-schedule-template" }
  }

  assert {
    condition     = output.parameter_name == "/deploy/crema/production" && length(aws_ssm_parameter.target.value) < 4096
    error_message = "One parameter, small enough to be free of charge."
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.target.value).services[0] == { name = "crema-production-web", family = "crema-production-web", template = "crema-production-web-template", tasks = 2, scales_from = 2 }
    error_message = "Services in order, with how many tasks the first deploy starts."
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.target.value).release == { command = ["/bin/sh", "-c", "exec bin/rails db:migrate"], timeout_minutes = 60 }
    error_message = "The release phase, for an hour as on Heroku."
  }
}

run "a_deploy_may_change_this_app_alone" {
  assert {
    condition = one([for statement in jsondecode(output.deploy_policy_json).Statement : statement.Resource if statement.Sid == "ChangeServices"]) == [
      "arn:aws:ecs:us-east-1:123456789012:service/crema-production/crema-production-web",
      "arn:aws:ecs:us-east-1:123456789012:service/crema-production/crema-production-worker",
    ]
    error_message = "Its services, by name."
  }
  assert {
    condition     = one([for statement in jsondecode(output.deploy_policy_json).Statement : statement.Resource if statement.Sid == "PassTheirRoles"]) == ["arn:aws:iam::123456789012:role/crema-production-web-task"]
    error_message = "Its roles, by name."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(output.deploy_policy_json).Statement : !strcontains(jsonencode(statement.Action), "*")])
    error_message = "Every right is named."
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.target.value).release == null && jsondecode(aws_ssm_parameter.target.value).jobs == null
    error_message = "What there is not is said, too."
  }
}

run "a_build_uploads_static_files_and_deletes_none" {
  variables {
    assets = { bucket = "crema-production-assets-20261101", folder = "public", path = "" }
  }

  assert {
    condition     = [for statement in jsondecode(output.build_policy_json).Statement : statement.Action if strcontains(jsonencode(statement.Action), "s3:")] == ["s3:ListBucket", "s3:PutObject"]
    error_message = "It looks what is there and adds to it."
  }
  assert {
    condition     = one([for statement in jsondecode(output.build_policy_json).Statement : statement.Resource if statement.Sid == "UploadAssets"]) == "arn:aws:s3:::crema-production-assets-20261101/*"
    error_message = "Into this bucket alone."
  }
}

run "a_build_reads_the_settings_that_it_needs_and_no_other" {
  variables {
    build_settings = ["BUNDLE_GEMS__CONTRIBSYS__COM"]
  }

  assert {
    condition     = one([for statement in jsondecode(output.build_policy_json).Statement : statement.Resource if statement.Sid == "ReadSettingsOfTheBuild"]) == ["arn:aws:ssm:us-east-1:123456789012:parameter/crema/production/BUNDLE_GEMS__CONTRIBSYS__COM"]
    error_message = "By name."
  }
  assert {
    condition     = length([for statement in jsondecode(output.build_policy_json).Statement : statement if statement.Sid == "ReadSecretsOfTheBuild"]) == 0
    error_message = "No secret."
  }
}

run "a_build_reads_those_in_secrets_manager_too" {
  variables {
    build_secrets = { BUNDLE_GEMS__CONTRIBSYS__COM = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crema/production/BUNDLE_GEMS__CONTRIBSYS__COM-AbCdEf" }
  }

  assert {
    condition     = one([for statement in jsondecode(output.build_policy_json).Statement : statement.Resource if statement.Sid == "ReadSecretsOfTheBuild"]) == ["arn:aws:secretsmanager:us-east-1:123456789012:secret:crema/production/BUNDLE_GEMS__CONTRIBSYS__COM-AbCdEf"]
    error_message = "Exactly that one."
  }
  assert {
    condition     = local.target.build_secrets == tolist(["BUNDLE_GEMS__CONTRIBSYS__COM"])
    error_message = "ci/build.sh is told where it stands."
  }
}

run "what_was_tried_in_another_environment_may_be_taken_over_and_not_changed" {
  variables {
    promoted_from = { environment = "staging", repository = "crema-staging/crema" }
  }

  assert {
    condition = [for statement in jsondecode(output.build_policy_json).Statement : statement.Resource if contains(["ReadWhereItWasTried", "TakeItOver"], statement.Sid)] == [
      "arn:aws:ssm:us-east-1:123456789012:parameter/deploy/crema/staging",
      "arn:aws:ecr:us-east-1:123456789012:repository/crema-staging/crema",
    ]
    error_message = "By name."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(output.build_policy_json).Statement : !strcontains(jsonencode(statement.Action), "ecr:Put") if statement.Sid == "TakeItOver"])
    error_message = "It is read alone."
  }
}

run "a_worker_app_without_scaling_asks_for_no_right_to_scale" {
  variables {
    services = { crema-production-worker = { family = "crema-production-worker", template_family = "crema-production-worker-template" } }
  }

  assert {
    condition     = !strcontains(output.deploy_policy_json, "application-autoscaling")
    error_message = "Only what is needed."
  }
}
