# Two environments in one network, with as little as they need of the rest.

mock_provider "aws" {
  mock_data "aws_vpcs" {
    defaults = {
      ids = ["vpc-1"]
    }
  }
  mock_data "aws_vpc" {
    defaults = {
      id   = "vpc-1"
      tags = { Name = "crema-production", Tasks = "private" }
    }
  }
  mock_data "aws_subnets" {
    defaults = {
      ids = ["subnet-1", "subnet-2"]
    }
  }
}

mock_provider "aws" {
  alias = "us_east_1"
}

variables {
  name          = "crema-staging"
  environment   = "staging"
  region        = "us-east-1"
  apps          = { crema = { processes = { web = { command = "bin/serve", cpu = 256, memory = 512, port = 5000 } } } }
  load_balancer = { default_service = "crema-web" }
  network       = { existing = "crema-production" }
}

run "who_shares_a_network_makes_none" {
  command = plan

  assert {
    condition     = length(module.network) == 0 && output.network.vpc_id == "vpc-1" && output.network.database_subnets == tolist(["subnet-1", "subnet-2"])
    error_message = "The network is found, not made."
  }
  assert {
    condition     = output.cluster == "crema-staging" && output.services["crema-web"].service == "crema-staging-web"
    error_message = "All else is the environment's own."
  }
}
