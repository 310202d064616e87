# A database, a cache or a search domain, and who may connect to it.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

locals {
  place  = jsondecode(file(find_in_parent_folders("environment.json")))
  values = jsondecode(file("${get_terragrunt_dir()}/values.json"))
}

terraform {
  source = "../../../modules//${local.values.module}"
}

dependency "network" {
  config_path = "../../${local.place.network}"

  mock_outputs = {
    vpc_id              = "vpc-00000000"
    database_subnet_ids = ["subnet-00000002", "subnet-00000003"]
  }
  mock_outputs_allowed_terraform_commands = ["init", "validate", "plan"]
}

dependency "apps" {
  config_path = "../../apps"

  mock_outputs = {
    clients = { for app in local.values.apps : app => { (app) = "sg-00000000" } }
    movers  = {}
    # Nobody, until there are roles.
    database_logins = {}
  }
  mock_outputs_allowed_terraform_commands = ["init", "validate", "plan"]
}

inputs = merge(local.values.inputs, {
  vpc_id     = dependency.network.outputs.vpc_id
  subnet_ids = dependency.network.outputs.database_subnet_ids
  client_security_group_ids = merge(concat(
    [for app in local.values.apps : dependency.apps.outputs.clients[app]],
    [lookup(dependency.apps.outputs.movers, local.values.key, {})],
  )...)
  }, {
  for name in ["iam_logins"] : name => dependency.apps.outputs.database_logins
  if contains(["database", "mysql"], local.values.module)
})
