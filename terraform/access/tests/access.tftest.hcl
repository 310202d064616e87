mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema-production-operator"
    }
  }
  mock_resource "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-0000-0000-0000-000000000000"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/cloudtrail/crema-production"
    }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = {
      arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:crema-production-root-used"
    }
  }
  mock_resource "aws_s3_bucket" {
    defaults = {
      id  = "crema-production-trail-1"
      arn = "arn:aws:s3:::crema-production-trail-1"
    }
  }
  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::123456789012:policy/crema-production-deployer-assets"
    }
  }
  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:crema-production-access"
    }
  }
}

variables {
  name                   = "crema-production"
  environment            = "production"
  apps                   = ["crema"]
  cluster_arn            = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  sessions_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/crema-production/sessions"
  addresses              = ["auditor@crema.example"]
}

run "roles_are_had_for_an_hour_and_with_a_second_factor" {
  assert {
    condition     = keys(output.role_arns) == ["auditor", "break-glass", "deployer", "operator", "viewer"]
    error_message = "Five roles."
  }
  assert {
    condition = alltrue([for role in values(aws_iam_role.this) : role.max_session_duration == 3600 && jsondecode(role.assume_role_policy).Statement == [{
      Sid       = "PeopleWithASecondFactor"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { AWS = ["arn:aws:iam::123456789012:root"] }
      Condition = {
        Bool            = { "aws:MultiFactorAuthPresent" = "true" }
        NumericLessThan = { "aws:MultiFactorAuthAge" = "3600" }
        StringLike      = { "sts:RoleSessionName" = "$${aws:username}" }
      }
    }]])
    error_message = "Nobody has a role without a second factor, for longer than an hour, or under another name than his own."
  }
}

run "no_role_may_do_everything_to_everything" {
  assert {
    condition = alltrue(flatten([for policy in values(aws_iam_role_policy.this) : [
      for statement in jsondecode(policy.policy).Statement : !(contains(flatten([statement.Action]), "*"))
    ]]))
    error_message = "No star for an action."
  }
  assert {
    condition = alltrue(flatten([for policy in values(aws_iam_role_policy.this) : [
      for statement in jsondecode(policy.policy).Statement :
      !(statement.Effect == "Allow" && contains(flatten([try(statement.Resource, [])]), "*") && anytrue([for action in flatten([statement.Action]) : endswith(action, "*")]) && !can(statement.Condition))
    ]]))
    error_message = "All of a service is allowed for what bears the estate's tags alone."
  }
  assert {
    condition = alltrue(flatten([for role in ["viewer", "auditor"] : [
      for statement in jsondecode(aws_iam_role_policy.this[role].policy).Statement : [
        for action in flatten([statement.Action]) : can(regex(":(Describe|Filter|Get|List|Lookup|Start(LiveTail|Query)|GenerateCredentialReport|Decrypt)", action))
      ]
    ]]))
    error_message = "Who looks changes nothing."
  }
  assert {
    condition = alltrue([for role in keys(aws_iam_role.this) :
      contains(["operator", "break-glass"], role) == strcontains(aws_iam_role_policy.this[role].policy, "ecs:ExecuteCommand")
    ])
    error_message = "Shells are for the operator, and for emergencies."
  }
  assert {
    condition = alltrue([for role in ["viewer", "deployer", "operator"] : anytrue([
      for statement in jsondecode(aws_iam_role_policy.this[role].policy).Statement :
      statement.Effect == "Deny" && contains(flatten([try(statement.Resource, [])]), "${var.sessions_log_group_arn}:*") && contains(flatten([statement.Action]), "logs:GetLogEvents")
    ])])
    error_message = "What others typed is read by the auditor."
  }
  assert {
    condition = [for role in keys(aws_iam_role.this) : role if strcontains(aws_iam_role_policy.this[role].policy, "elasticache:ModifyReplicationGroup")] == ["operator"] && alltrue([
      for statement in jsondecode(aws_iam_role_policy.this["operator"].policy).Statement :
      statement.Condition.StringEquals["aws:ResourceTag/Environment"] == "production" if strcontains(jsonencode(statement.Action), "elasticache:ModifyReplicationGroup")
    ])
    error_message = "Who sets values gives the estate's caches their login, and no others."
  }
  assert {
    condition     = !strcontains(join("", values(aws_iam_role_policy.this)[*].policy), "iam:Create") && !strcontains(join("", values(aws_iam_role_policy.this)[*].policy), "iam:Put")
    error_message = "Nobody gives rights to others, or to himself."
  }
  assert {
    condition = anytrue([
      for statement in jsondecode(aws_iam_role_policy.this["deployer"].policy).Statement :
      statement.Effect == "Deny" && statement.Action == "iam:PassRole" && contains(flatten([try(statement.Resource, [])]), "arn:aws:iam::123456789012:role/*-dynolift-execution")
    ])
    error_message = "Whoever deploys gives no image of his the roles that read both databases' passwords."
  }
}

run "roles_of_tasks_are_passed_on_and_no_others" {
  assert {
    condition     = one(jsondecode(aws_iam_policy.commands[0].policy).Statement).Resource == ["arn:aws:iam::123456789012:role/crema-production-run-*"] && keys(aws_iam_role_policy_attachment.commands) == ["break-glass", "operator"]
    error_message = "Who runs commands passes on the roles of commands."
  }
  assert {
    condition     = !strcontains(join("", [for role in ["viewer", "operator", "break-glass"] : aws_iam_role_policy.this[role].policy]), "iam:PassRole")
    error_message = "Nobody else passes on any."
  }
  assert {
    condition = one([
      for statement in jsondecode(aws_iam_role_policy.this["deployer"].policy).Statement : statement.NotResource
      if statement.Effect == "Deny" && can(statement.NotResource)
    ]) == ["arn:aws:iam::123456789012:role/*-production-*-execution", "arn:aws:iam::123456789012:role/*-production-*-task"]
    error_message = "A role for people, or of a pipeline, is no role of a task."
  }
}

run "a_deployer_shows_sites_as_a_pipeline_does" {
  variables {
    sites = {
      kiosk   = { bucket = "kiosk-production-1", distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE", promoted_from = { environment = "staging", bucket_prefix = "kiosk-staging-" } }
      leaflet = { bucket = "leaflet-production-1", distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE" }
    }
  }

  assert {
    condition = { for statement in jsondecode(aws_iam_policy.sites[0].policy).Statement : statement.Sid => statement.Resource } == {
      SeeWhatIsThere          = ["arn:aws:s3:::kiosk-production-1", "arn:aws:s3:::leaflet-production-1"]
      ReadReleases            = ["arn:aws:s3:::kiosk-production-1/.releases/*", "arn:aws:s3:::leaflet-production-1/.releases/*"]
      KeepReleasesAndShowThem = ["arn:aws:s3:::kiosk-production-1/*", "arn:aws:s3:::leaflet-production-1/*"]
      TakePagesAway           = ["arn:aws:s3:::kiosk-production-1/*.html", "arn:aws:s3:::kiosk-production-1/*.htm", "arn:aws:s3:::leaflet-production-1/*.html", "arn:aws:s3:::leaflet-production-1/*.htm"]
      LetCloudFrontForget     = ["arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE", "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE"]
      ReadWhereItWasTried     = ["arn:aws:ssm:us-east-1:123456789012:parameter/deploy/kiosk/staging"]
      FindWhatWasTried        = ["arn:aws:s3:::kiosk-staging-*"]
      TakeItOver              = ["arn:aws:s3:::kiosk-staging-*/.releases/*"]
    }
    error_message = "As ci/build-site.sh and ci/deploy-site.sh need it, for these sites."
  }
}

run "a_deployer_reads_what_builds_need_and_no_other_setting" {
  variables {
    asset_buckets = ["crema-production-assets-1"]
    promoted_from = { staging = "crema-staging" }
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.this["deployer"].policy).Statement : try(statement.Condition.StringEquals, {})
      if contains(flatten([statement.Action]), "ssm:GetParameter") && contains(flatten([try(statement.Resource, [])]), "arn:aws:ssm:us-east-1:123456789012:parameter/*/production/*")
      ] == [{
        "aws:ResourceTag/Estate"      = "crema-production"
        "aws:ResourceTag/Environment" = "production"
        "aws:ResourceTag/ReadBy"      = "build"
    }]
    error_message = "A setting is read by whoever builds only if the build needs it."
  }
  assert {
    condition = { for statement in jsondecode(aws_iam_role_policy.this["deployer"].policy).Statement : statement.Sid => statement.Resource if contains(["ReadWhereItWasTried", "TakeItOver"], statement.Sid) } == {
      ReadWhereItWasTried = ["arn:aws:ssm:us-east-1:123456789012:parameter/deploy/*/staging"]
      TakeItOver          = ["arn:aws:ecr:us-east-1:123456789012:repository/crema-staging/*"]
    }
    error_message = "Images of the environment before are taken over."
  }
  assert {
    condition = [for statement in jsondecode(aws_iam_policy.assets[0].policy).Statement : { (statement.Action) = statement.Resource }] == [
      { "s3:ListBucket" = ["arn:aws:s3:::crema-production-assets-1"] },
      { "s3:PutObject" = ["arn:aws:s3:::crema-production-assets-1/*"] },
    ] && aws_iam_role_policy_attachment.assets[0].role == "crema-production-deployer"
    error_message = "Static files are added to their buckets, and none is deleted."
  }
}

run "a_session_beside_ecs_exec_is_a_tunnel_or_kept" {
  assert {
    condition = alltrue(flatten([for role in ["operator", "break-glass"] : [
      for statement in jsondecode(aws_iam_role_policy.this[role].policy).Statement :
      !contains(flatten([statement.Action]), "ssm:StartSession") || try(statement.Condition.BoolIfExists["ssm:SessionDocumentAccessCheck"] == "true", alltrue([for arn in flatten([statement.Resource]) : endswith(arn, ":document/crema-production-session")]))
    ]]))
    error_message = "AWS checks the document, so a shell that is kept nowhere is refused."
  }
  assert {
    condition     = jsondecode(aws_ssm_document.session.content).inputs.cloudWatchLogGroupName == "/ecs/crema-production/sessions" && jsondecode(aws_ssm_document.session.content).inputs.cloudWatchEncryptionEnabled
    error_message = "A shell on a machine is kept where those of tasks are."
  }
  assert {
    condition     = jsondecode(aws_kms_key_policy.sessions.policy).Statement[1].Condition.ArnEquals["kms:EncryptionContext:aws:logs:arn"] == var.sessions_log_group_arn
    error_message = "The key is for the log of shells and for no other."
  }
  assert {
    condition     = output.database_logins == { "crema-production-operator" = "operator", "crema-production-break-glass" = "break_glass" }
    error_message = "Operator and break-glass log in to databases by a role of their own."
  }
}

run "the_trail_cannot_be_changed" {
  assert {
    condition     = aws_cloudtrail.this[0].enable_log_file_validation && aws_cloudtrail.this[0].is_multi_region_trail && aws_cloudtrail.this[0].kms_key_id == aws_kms_key.trail[0].arn
    error_message = "All regions, with digests, encrypted."
  }
  assert {
    condition     = aws_s3_bucket.trail[0].object_lock_enabled && one(aws_s3_bucket_object_lock_configuration.trail[0].rule).default_retention[0].days == 400 && one(aws_s3_bucket_object_lock_configuration.trail[0].rule).default_retention[0].mode == "GOVERNANCE"
    error_message = "Locked for its days."
  }
  assert {
    condition     = alltrue([for flag in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] : aws_s3_bucket_public_access_block.trail[0][flag]])
    error_message = "Closed to the world."
  }
  assert {
    condition     = toset(jsondecode(aws_s3_bucket_policy.trail[0].policy).Statement[*].Sid) == toset(["TheTrailLooks", "TheTrailWrites", "NobodyInTheClear", "NobodyLiftsTheLock"])
    error_message = "The trail writes, nobody reads in the clear, nobody deletes."
  }
  assert {
    condition     = keys(aws_cloudwatch_metric_alarm.this) == ["break-glass", "root", "trail"] && alltrue([for alarm in values(aws_cloudwatch_metric_alarm.this) : alarm.alarm_actions == toset([aws_sns_topic.this[0].arn])]) && keys(aws_sns_topic_subscription.address) == ["auditor@crema.example"]
    error_message = "Somebody is told of break-glass, of root and of changes to the trail."
  }
}

run "an_account_has_its_trail_once" {
  variables {
    trail = false
    # Files and nothing else.
    apps = []
  }

  assert {
    condition     = output.trail == null && length(aws_cloudwatch_metric_alarm.this) == 0 && length(aws_s3_bucket.trail) == 0 && length(aws_kms_key.trail) == 0
    error_message = "Nothing of the trail."
  }
  assert {
    condition     = alltrue(flatten([for policy in values(aws_iam_role_policy.this) : [for statement in jsondecode(policy.policy).Statement : length(flatten([try(statement.Resource, statement.NotResource)])) > 0]]))
    error_message = "A statement about nothing is refused by AWS."
  }
}

run "the_companys_own_login_asks_for_the_second_factor_itself" {
  variables {
    principals    = ["arn:aws:iam::123456789012:saml-provider/Okta"]
    session_hours = 4
  }

  assert {
    condition     = alltrue([for role in values(aws_iam_role.this) : one(jsondecode(role.assume_role_policy).Statement).Principal == { Federated = ["arn:aws:iam::123456789012:saml-provider/Okta"] }])
    error_message = "Nobody but the company's own people."
  }
  assert {
    condition     = aws_iam_role.this["viewer"].max_session_duration == 14400 && aws_iam_role.this["break-glass"].max_session_duration == 3600
    error_message = "Longer for all but break-glass."
  }
}

run "forty_apps_fit_into_a_policy" {
  variables {
    apps          = [for number in range(40) : format("an-app-with-quite-a-long-name-%02d", number)]
    asset_buckets = [for number in range(30) : format("an-app-with-quite-a-lon-%02d-assets-20261101090000000000000001", number)]
    promoted_from = { staging = "crema-staging" }
    sites = { for number in range(40) : format("a-site-with-quite-a-long-name-%02d", number) => {
      bucket           = format("a-site-with-quite-a-lon-%02d-20261101090000000000000001", number)
      distribution_arn = format("arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE%05d", number)
      promoted_from    = { environment = "staging", bucket_prefix = format("a-site-with-quite-a-lon-%02d-", number) }
    } }
  }

  assert {
    # Of a policy of its own AWS takes no more than this, and of these ten for a role.
    condition     = alltrue([for policy in aws_iam_policy.sites : length(policy.policy) < 6144]) && length(aws_iam_policy.sites) < 9
    error_message = "A policy for sites is too long, or there are too many."
  }
  assert {
    # Of all policies in a role AWS takes no more than this, and each database adds some 250 characters.
    condition     = alltrue([for policy in values(aws_iam_role_policy.this) : length(policy.policy) < 9000]) && length(aws_iam_policy.assets[0].policy) < 6144 && length(aws_iam_policy.commands[0].policy) < 6144
    error_message = "A role's policies are too long."
  }
}

run "refuses_roles_as_people" {
  command = plan

  variables {
    principals = ["arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Administrator_0123456789abcdef"]
  }

  expect_failures = [var.principals]
}

run "refuses_what_aws_does_not_know" {
  command = plan

  variables {
    name          = "Crema"
    principals    = ["everybody"]
    session_hours = 24
    keep_days     = 45
    lock_mode     = "OFF"
    addresses     = ["nobody"]
  }

  expect_failures = [var.name, var.principals, var.session_hours, var.keep_days, var.lock_mode, var.addresses]
}
