mock_provider "aws" {}

variables {
  app              = "crema-site"
  environment      = "production"
  region           = "eu-central-1"
  bucket           = "crema-site-production-20261101"
  distribution_arn = "arn:aws:cloudfront::123456789012:distribution/E1EXAMPLE"
}

run "a_deploy_finds_all_that_it_changes_in_one_place" {
  assert {
    condition     = output.parameter_name == "/deploy/crema-site/production"
    error_message = "One parameter."
  }
  assert {
    condition     = jsondecode(aws_ssm_parameter.target.value) == { bucket = "crema-site-production-20261101", distribution = "E1EXAMPLE", long_cache_paths = ["/assets/*"] }
    error_message = "The bucket, the distribution, and what has a digest in its name."
  }
}

run "a_deploy_shows_this_site_and_deletes_pages_alone" {
  assert {
    condition     = one([for statement in jsondecode(output.deploy_policy_json).Statement : statement.Resource if contains(flatten([statement.Action]), "s3:DeleteObject")]) == ["arn:aws:s3:::crema-site-production-20261101/*.html", "arn:aws:s3:::crema-site-production-20261101/*.htm"]
    error_message = "Nothing but pages is deleted."
  }
  assert {
    condition     = one([for statement in jsondecode(output.deploy_policy_json).Statement : statement.Resource if statement.Sid == "LetCloudFrontForget"]) == var.distribution_arn
    error_message = "This distribution alone."
  }
  assert {
    condition     = alltrue([for statement in concat(jsondecode(output.deploy_policy_json).Statement, jsondecode(output.build_policy_json).Statement) : !strcontains(jsonencode(statement.Action), "*")])
    error_message = "Every right is named."
  }
  assert {
    condition     = one([for statement in jsondecode(output.build_policy_json).Statement : statement.Resource if contains(flatten([statement.Action]), "s3:PutObject")]) == "arn:aws:s3:::crema-site-production-20261101/.releases/*"
    error_message = "A build changes nothing that visitors see."
  }
}

run "a_promotion_reads_the_releases_of_the_environment_before" {
  variables {
    promoted_from = { environment = "staging", bucket_prefix = "crema-site-staging-" }
  }

  assert {
    condition     = one([for statement in jsondecode(output.build_policy_json).Statement : statement if statement.Sid == "TakeItOver"]) == { Sid = "TakeItOver", Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::crema-site-staging-*/.releases/*", Condition = { StringEquals = { "s3:ResourceAccount" = "123456789012" } } }
    error_message = "Releases, of this account."
  }
}
