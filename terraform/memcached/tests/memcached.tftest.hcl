mock_provider "aws" {}

variables {
  name                      = "kiosk-production-memcachier"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { web = "sg-web" }
  node_type                 = "cache.t4g.micro"
}

run "one_node_that_only_the_app_reaches" {
  command = plan

  assert {
    condition     = aws_elasticache_cluster.this.transit_encryption_enabled && aws_elasticache_cluster.this.engine == "memcached" && aws_elasticache_cluster.this.az_mode == "single-az"
    error_message = "Encrypted on the way."
  }
  assert {
    condition     = one([for rule in aws_vpc_security_group_ingress_rule.from_app : rule.referenced_security_group_id if rule.from_port == 11211 && rule.to_port == 11211]) == "sg-web"
    error_message = "One edge, one port."
  }
  assert {
    condition     = { for parameter in aws_elasticache_parameter_group.this.parameter : parameter.name => parameter.value } == { max_item_size = "1048576" }
    error_message = "Values of up to a megabyte, as at the add-ons."
  }
}

run "three_nodes_are_in_several_zones" {
  command = plan

  variables {
    nodes      = 3
    tls        = false
    parameters = { chunk_size = "96" }
  }

  assert {
    condition     = aws_elasticache_cluster.this.az_mode == "cross-az" && aws_elasticache_cluster.this.num_cache_nodes == 3 && !aws_elasticache_cluster.this.transit_encryption_enabled && !output.tls
    error_message = "A zone that fails takes a part of the keys."
  }
}

run "clients_are_told_each_node" {
  variables {
    nodes = 2
  }

  override_resource {
    target = aws_elasticache_cluster.this
    values = {
      cache_nodes = [{ address = "one.cache.amazonaws.com", port = 11211 }, { address = "two.cache.amazonaws.com", port = 11211 }]
    }
  }

  assert {
    condition     = output.servers == "one.cache.amazonaws.com:11211,two.cache.amazonaws.com:11211"
    error_message = "As MEMCACHIER_SERVERS had it."
  }
}

run "refuses_what_aws_does_not_have" {
  command = plan

  variables {
    name           = "kiosk-production-a-name-longer-than-forty"
    engine_version = "1.5.16"
    node_type      = "t4g.micro"
    nodes          = 41
    max_item_bytes = 10
  }

  expect_failures = [var.name, var.engine_version, var.node_type, var.nodes, var.max_item_bytes]
}
