# The environment's apps, with all that serves them: cluster, load balancer, settings, schedules.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

locals {
  place = jsondecode(file(find_in_parent_folders("environment.json")))
}

terraform {
  source = "../../modules//estate"
}

dependency "network" {
  # This environment's own, or that of another whose network it shares.
  config_path = "../${local.place.network}"

  mock_outputs = {
    vpc_id                      = "vpc-00000000"
    public_subnet_ids           = ["subnet-00000000", "subnet-00000001"]
    private_subnet_ids          = []
    task_subnet_ids             = ["subnet-00000000", "subnet-00000001"]
    database_subnet_ids         = ["subnet-00000002", "subnet-00000003"]
    tasks_need_public_addresses = true
    outgoing_addresses          = []
  }
  mock_outputs_allowed_terraform_commands = ["init", "validate", "plan"]
}

inputs = merge(jsondecode(file("${get_terragrunt_dir()}/values.json")), {
  shared_network = dependency.network.outputs
})
