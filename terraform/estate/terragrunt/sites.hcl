# The environment's static sites, which are in no network.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "../../modules//estate"
}

inputs = jsondecode(file("${get_terragrunt_dir()}/values.json"))
