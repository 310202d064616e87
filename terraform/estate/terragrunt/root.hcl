# What all units have in common: where their states are kept, and which region they are in.

locals {
  estate      = jsondecode(file(find_in_parent_folders("estate.json")))
  environment = jsondecode(file(find_in_parent_folders("environment.json")))
}

remote_state {
  backend = "s3"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite"
  }

  config = {
    bucket       = local.environment.state_bucket
    key          = "${path_relative_to_include()}/terraform.tfstate"
    region       = local.estate.state_region
    encrypt      = true
    use_lockfile = true
  }
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
