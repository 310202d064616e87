mock_provider "aws" {
  mock_data "aws_vpcs" {
    defaults = {
      ids = ["vpc-0c0ffee0"]
    }
  }
  mock_data "aws_vpc" {
    defaults = {
      tags = { Name = "crema-production", Tasks = "private" }
    }
  }
  mock_data "aws_nat_gateways" {
    defaults = {
      ids = ["nat-0c0ffee0"]
    }
  }
  mock_data "aws_nat_gateway" {
    defaults = {
      public_ip = "203.0.113.7"
    }
  }
  override_data {
    target = data.aws_subnets.tier["public"]
    values = { ids = ["subnet-0b", "subnet-0a"] }
  }
  override_data {
    target = data.aws_subnets.tier["private"]
    values = { ids = ["subnet-1a", "subnet-1b"] }
  }
  override_data {
    target = data.aws_subnets.tier["database"]
    values = { ids = ["subnet-2a", "subnet-2b"] }
  }
}

variables {
  name = "crema-production"
}

run "tasks_are_where_the_network_says" {
  command = plan

  assert {
    condition     = output.task_subnet_ids == tolist(["subnet-1a", "subnet-1b"]) && !output.tasks_need_public_addresses
    error_message = "With a way out, tasks stand in private subnets."
  }
  assert {
    condition     = output.public_subnet_ids == tolist(["subnet-0a", "subnet-0b"]) && output.database_subnet_ids == tolist(["subnet-2a", "subnet-2b"])
    error_message = "Each tier has its own subnets, always in the same order."
  }
  assert {
    condition     = output.outgoing_addresses == tolist(["203.0.113.7"])
    error_message = "Calls leave from the network's gateway."
  }
}

run "without_gateways_tasks_have_addresses_of_their_own" {
  command = plan

  override_data {
    target = data.aws_vpc.this
    values = { tags = { Name = "crema-production", Tasks = "public" } }
  }
  override_data {
    target = data.aws_nat_gateways.this
    values = { ids = [] }
  }

  assert {
    condition     = output.task_subnet_ids == tolist(["subnet-0a", "subnet-0b"]) && output.tasks_need_public_addresses && length(output.outgoing_addresses) == 0
    error_message = "Tasks stand in public subnets, and nothing has a fixed address."
  }
}

run "says_that_there_is_no_such_network_yet" {
  command = plan

  override_data {
    target = data.aws_vpcs.named
    values = { ids = [] }
  }

  expect_failures = [data.aws_vpcs.named]
}

run "says_that_it_was_made_by_older_modules" {
  command = plan

  override_data {
    target = data.aws_vpc.this
    values = { tags = { Name = "crema-production" } }
  }

  expect_failures = [data.aws_vpc.this]
}
