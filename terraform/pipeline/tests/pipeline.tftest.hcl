mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema-production-pipeline"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/codebuild/crema-production"
    }
  }
  mock_resource "aws_codestarconnections_connection" {
    defaults = {
      arn = "arn:aws:codestar-connections:us-east-1:123456789012:connection/aEXAMPLE-8aad-4d5d-8878-dfcab0bc441f"
    }
  }
  mock_resource "aws_codebuild_project" {
    defaults = {
      arn = "arn:aws:codebuild:us-east-1:123456789012:project/crema-production-build"
    }
  }
  mock_resource "aws_s3_bucket" {
    defaults = {
      arn    = "arn:aws:s3:::crema-production-1"
      bucket = "crema-production-1"
    }
  }
}

variables {
  name               = "crema-production"
  app                = "crema"
  environment        = "production"
  service            = "github"
  repository         = "crema-coffee/crema"
  cluster_arn        = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  build_policy_json  = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:PutImage\",\"Resource\":\"arn:aws:ecr:us-east-1:123456789012:repository/crema\"}]}"
  deploy_policy_json = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecs:UpdateService\",\"Resource\":\"arn:aws:ecs:us-east-1:123456789012:service/crema\"}]}"
}

run "github_deploys_from_one_branch_of_one_repository" {
  assert {
    condition = jsondecode(aws_iam_role.pipeline[0].assume_role_policy).Statement[0] == {
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:crema-coffee/crema:ref:refs/heads/main" }
      }
    }
    error_message = "Audience, repository and branch."
  }
  assert {
    condition     = length(aws_codepipeline.this) == 0 && length(aws_codebuild_project.this) == 0 && length(aws_s3_bucket.hand_over) == 0
    error_message = "Nothing of CodePipeline."
  }
}

run "semaphore_deploys_from_one_branch_of_one_repository" {
  variables {
    service      = "semaphore"
    organization = "acme"
    branch       = "release"
  }

  assert {
    condition = jsondecode(aws_iam_role.pipeline[0].assume_role_policy).Statement[0].Condition == {
      StringEquals = { "acme.semaphoreci.com:aud" = "https://acme.semaphoreci.com" }
      StringLike   = { "acme.semaphoreci.com:sub" = "org:acme:project:*:repo:crema:ref_type:branch:ref:refs/heads/release" }
    }
    error_message = "Organization, repository and branch; a project's id is its own affair."
  }
}

run "codepipeline_runs_the_two_scripts" {
  variables {
    service  = "codepipeline"
    approval = true

    promoted_from = "staging"
  }

  assert {
    condition     = [for stage in aws_codepipeline.this[0].stage : stage.name] == ["Source", "Approve", "Build", "Deploy"]
    error_message = "A person lets it in, then it is built and deployed."
  }
  assert {
    condition     = [for key in ["build", "deploy"] : [for variable in aws_codebuild_project.this[key].environment[0].environment_variable : variable.value if variable.name == "PROMOTED_FROM"]] == [["staging"], []]
    error_message = "The build alone takes an image over."
  }
  assert {
    condition     = aws_codebuild_project.this["build"].environment[0].privileged_mode && !aws_codebuild_project.this["deploy"].environment[0].privileged_mode
    error_message = "Docker for the build alone."
  }
  assert {
    condition     = strcontains(aws_iam_role_policy.work["deploy"].policy, "ecs:UpdateService") && !strcontains(aws_iam_role_policy.work["build"].policy, "ecs:UpdateService")
    error_message = "A build cannot deploy."
  }
  assert {
    condition     = one([for statement in jsondecode(aws_iam_role_policy.codepipeline[0].policy).Statement : statement.Condition.StringEquals if statement.Sid == "FetchCommits"]) == { "codestar-connections:FullRepositoryId" = "crema-coffee/crema" }
    error_message = "Commits of this repository."
  }
  assert {
    condition     = length(aws_iam_role.pipeline) == 0
    error_message = "Nobody outside AWS gets in."
  }
  assert {
    condition     = one(jsondecode(aws_s3_bucket_policy.hand_over[0].policy).Statement).Effect == "Deny" && one(jsondecode(aws_s3_bucket_policy.hand_over[0].policy).Statement).Condition == { Bool = { "aws:SecureTransport" = "false" } }
    error_message = "The code goes nowhere in the clear."
  }
}

run "refuses_a_repository_with_a_star" {
  command = plan

  variables {
    repository = "crema-coffee/*"
  }

  expect_failures = [var.repository]
}

run "refuses_every_branch" {
  command = plan

  variables {
    branch = "*"
  }

  expect_failures = [var.branch]
}

run "what_is_handed_on_is_encrypted_by_a_key_of_ones_own" {
  variables {
    service     = "codepipeline"
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f"
  }

  assert {
    condition     = one(one(aws_codepipeline.this[0].artifact_store).encryption_key).id == var.kms_key_arn && one(one(aws_s3_bucket_server_side_encryption_configuration.hand_over[0].rule).apply_server_side_encryption_by_default).kms_master_key_id == var.kms_key_arn
    error_message = "From stage to stage by this key."
  }
  assert {
    condition = alltrue([
      for policy in concat(values(aws_iam_role_policy.run)[*].policy, aws_iam_role_policy.codepipeline[*].policy) :
      anytrue([for statement in jsondecode(policy).Statement : statement.Resource == var.kms_key_arn && contains(flatten([statement.Action]), "kms:GenerateDataKey")])
    ])
    error_message = "Each stage's role may use it."
  }
}
