mock_provider "aws" {}

variables {
  name                      = "crema-production-redis"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { web = "sg-web" }
  node_type                 = "cache.t4g.small"
}

run "one_encrypted_node_that_evicts_nothing" {
  command = plan

  assert {
    condition     = aws_elasticache_replication_group.this.transit_encryption_enabled && tobool(aws_elasticache_replication_group.this.at_rest_encryption_enabled)
    error_message = "Encrypted on the way and at rest."
  }
  assert {
    condition     = !aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.auth_token == null
    error_message = "One node has nobody to fail over to; Terraform knows no token."
  }
  assert {
    condition     = { for parameter in aws_elasticache_parameter_group.this.parameter : parameter.name => parameter.value } == { "maxmemory-policy" = "noeviction", "timeout" = "300" }
    error_message = "As on Heroku."
  }
  assert {
    condition     = aws_elasticache_parameter_group.this.family == "redis7"
    error_message = "The family of Redis 7."
  }
}

run "two_nodes_fail_over" {
  command = plan

  variables {
    nodes          = 2
    engine         = "valkey"
    engine_version = "8.0"
    parameters     = { notify-keyspace-events = "Ex" }
  }

  assert {
    condition     = aws_elasticache_replication_group.this.automatic_failover_enabled && aws_elasticache_replication_group.this.multi_az_enabled
    error_message = "One takes over from the other."
  }
  assert {
    condition     = aws_elasticache_parameter_group.this.family == "valkey8"
    error_message = "The family of Valkey 8."
  }
}

run "refuses_unknown_policies_and_long_names" {
  command = plan

  variables {
    name             = "crema-production-a-name-longer-than-forty"
    maxmemory_policy = "keep-all"
    nodes            = 9
  }

  expect_failures = [var.name, var.maxmemory_policy, var.nodes]
}
