# Files need no network, and nothing that watches processes.

mock_provider "aws" {}

mock_provider "aws" {
  alias = "us_east_1"
}

variables {
  name        = "brochure-production"
  environment = "production"
  region      = "us-east-1"
  apps        = {}
  sites       = { brochure = {} }
  network     = null
  alarms      = null
}

run "sites_alone_are_in_no_network" {
  command = plan

  assert {
    condition     = length(module.network) + length(module.existing_network) + length(module.alarms) + length(module.load_balancer) + length(module.task) == 0
    error_message = "Nobody pays for ways out that no task takes."
  }
  assert {
    condition     = keys(output.sites) == ["brochure"] && output.network.vpc_id == null && output.load_balancer == null && output.alarms == null
    error_message = "The site is all there is."
  }
}
