mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema-production-flow-logs"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/vpc/crema-production"
    }
  }
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"]
    }
  }
}

variables {
  name   = "crema-production"
  region = "us-east-1"
  tags   = { App = "crema" }
}

run "two_zones_share_one_nat_gateway" {
  command = plan

  assert {
    condition     = length(aws_subnet.public) == 2 && length(aws_subnet.private) == 2 && length(aws_subnet.database) == 2
    error_message = "Three tiers of subnets in each of two zones."
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private_internet) == 2
    error_message = "Both zones go out through one NAT gateway."
  }
  assert {
    condition     = aws_vpc.this.tags["Tasks"] == "private" && aws_subnet.database[0].tags["Tier"] == "database"
    error_message = "Whoever shares the network finds by its tags what is where."
  }
  assert {
    condition     = aws_vpc.this.enable_dns_hostnames && aws_vpc.this.enable_dns_support
    error_message = "DNS names are on: databases and endpoints are found by name."
  }
  assert {
    condition     = !anytrue(aws_subnet.public[*].map_public_ip_on_launch)
    error_message = "Nothing gets a public address unasked."
  }
  assert {
    condition = length(distinct(concat(
      aws_subnet.public[*].cidr_block, aws_subnet.private[*].cidr_block, aws_subnet.database[*].cidr_block
    ))) == 6
    error_message = "No two subnets share addresses."
  }
  assert {
    condition     = aws_vpc.this.tags.App == "crema" && aws_vpc_endpoint.s3.service_name == "com.amazonaws.us-east-1.s3"
    error_message = "Tags are set, and the S3 endpoint is the region's."
  }
}

run "a_nat_gateway_for_each_of_three_zones" {
  command = plan

  variables {
    zones        = ["us-east-1a", "us-east-1c", "us-east-1f"]
    nat_gateways = 3
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3 && aws_subnet.private[2].availability_zone == "us-east-1f"
    error_message = "Named zones are used as they are."
  }
}

run "without_nat_gateways_tasks_use_public_subnets" {
  variables {
    nat_gateways = 0
  }

  assert {
    condition     = output.task_subnet_ids == aws_subnet.public[*].id && output.tasks_need_public_addresses && length(aws_route.private_internet) == 0
    error_message = "There is no other way out."
  }
}

run "refuses_a_single_zone_and_a_network_that_is_too_small" {
  command = plan

  variables {
    zone_count = 1
    cidr       = "10.0.0.0/28"
  }

  expect_failures = [var.zone_count, var.cidr]
}

run "refuses_more_nat_gateways_than_zones" {
  command = plan

  variables {
    nat_gateways = 3
  }

  expect_failures = [var.nat_gateways]
}

run "endpoints_take_the_place_of_a_way_out" {
  variables {
    nat_gateways = 0
    endpoints    = ["ecr.api", "logs"]
  }

  assert {
    condition     = output.task_subnet_ids == aws_subnet.private[*].id && !output.tasks_need_public_addresses && length(aws_route.private_internet) == 0
    error_message = "Tasks stay in private subnets, without a way to the internet."
  }
  assert {
    condition     = aws_vpc_endpoint.interface["logs"].private_dns_enabled && aws_vpc_endpoint.interface["logs"].service_name == "com.amazonaws.us-east-1.logs"
    error_message = "AWS's own names lead to the endpoints."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.to_endpoints[0].cidr_ipv4 == "10.20.0.0/16" && aws_vpc_security_group_ingress_rule.to_endpoints[0].from_port == 443
    error_message = "They answer the network alone, over TLS."
  }
}

run "refused_traffic_is_written_down" {
  variables {
    flow_logs          = "rejected"
    log_retention_days = 7
  }

  assert {
    condition     = aws_flow_log.this[0].traffic_type == "REJECT" && aws_cloudwatch_log_group.flow[0].retention_in_days == 7
    error_message = "What was refused, and no longer than asked for."
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.flow[0].policy).Statement[0].Resource == "${aws_cloudwatch_log_group.flow[0].arn}:*"
    error_message = "The role writes there and nowhere else."
  }
}

run "refuses_what_flow_logs_do_not_know" {
  command = plan

  variables {
    flow_logs = "some"
  }

  expect_failures = [var.flow_logs]
}
