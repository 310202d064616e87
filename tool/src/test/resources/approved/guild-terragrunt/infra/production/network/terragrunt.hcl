# The environment's network, which all of its other units are in, and those of environments that share it.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

terraform {
  source = "../../modules//network"
}

inputs = jsondecode(file("${get_terragrunt_dir()}/values.json"))
