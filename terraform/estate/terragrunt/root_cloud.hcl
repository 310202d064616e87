# What all units have in common: which region they are in, and the Terraform Cloud organization that keeps their states.

locals {
  estate      = jsondecode(file(find_in_parent_folders("estate.json")))
  environment = jsondecode(file(find_in_parent_folders("environment.json")))
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    provider "aws" {
      region              = "${local.environment.region}"
      allowed_account_ids = ${jsonencode(local.environment.accounts)}
    }

    # CloudFront takes certificates of this region, wherever the environment is.
    provider "aws" {
      alias               = "us_east_1"
      region              = "us-east-1"
      allowed_account_ids = ${jsonencode(local.environment.accounts)}
    }
  EOF
}

generate "cloud" {
  path      = "cloud.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    terraform {
      cloud {
        organization = "${local.estate.organization}"

        workspaces {
          name = "${local.estate.name}-${replace(path_relative_to_include(), "/", "-")}"
        }
      }
    }
  EOF
}
