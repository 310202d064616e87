# The environment's alarms and its dashboard, once there is something to look at.

include "root" {
  path = find_in_parent_folders("root.hcl")
}

locals {
  values = jsondecode(file("${get_terragrunt_dir()}/values.json"))
}

terraform {
  source = "../../modules//alarms"
}

dependency "apps" {
  config_path = "../apps"

  mock_outputs = {
    watched = {
      cluster            = "cluster"
      services           = {}
      missed_queues      = {}
      undelivered_queues = {}
      load_balancer      = null
      job_families       = {}
      release_families   = {}
    }
  }
  mock_outputs_allowed_terraform_commands = ["init", "validate", "plan"]
}

dependencies {
  paths = local.values.data_units
}

inputs = merge(local.values.inputs, dependency.apps.outputs.watched, {
  # A domain's metrics are told apart by the account, too.
  searches = {
    for key, search in local.values.searches :
    key => merge(search, { arn = "arn:aws:es:${local.values.inputs.region}:${get_aws_account_id()}:domain/${search.domain}" })
  }
})
