# What all units have in common: where their states are kept, and which region they are in.

locals {
  estate = jsondecode(file(find_in_parent_folders("estate.json")))
}

remote_state {
  backend = "s3"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite"
  }

  config = {
    bucket       = local.estate.state_bucket
    key          = "${path_relative_to_include()}/terraform.tfstate"
    region       = local.estate.region
    encrypt      = true
    use_lockfile = true
  }
}

generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite"
  contents  = <<-EOF
    provider "aws" {
      region = "${local.estate.region}"
    }
  EOF
}
