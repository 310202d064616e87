mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/opensearch/crema-production-search"
    }
  }
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema-production-search-administrator"
    }
  }
}

variables {
  name                      = "crema-production-search"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2", "subnet-3"]
  client_security_group_ids = { web = "sg-web" }
  instance_type             = "t3.small.search"
}

run "one_node_that_only_the_app_reaches" {
  assert {
    condition     = aws_opensearch_domain.this.encrypt_at_rest[0].enabled && aws_opensearch_domain.this.node_to_node_encryption[0].enabled && aws_opensearch_domain.this.domain_endpoint_options[0].enforce_https
    error_message = "Encrypted at rest, inside and on the way."
  }
  assert {
    condition     = aws_opensearch_domain.this.vpc_options[0].subnet_ids == toset(["subnet-1"]) && !aws_opensearch_domain.this.cluster_config[0].zone_awareness_enabled
    error_message = "One node, one zone, and no way in from outside the network."
  }
  assert {
    condition     = one([for rule in aws_vpc_security_group_ingress_rule.from_app : rule.referenced_security_group_id if rule.from_port == 443 && rule.to_port == 443]) == "sg-web"
    error_message = "One edge, one port."
  }
  assert {
    condition     = aws_opensearch_domain.this.advanced_security_options[0].enabled && aws_opensearch_domain.this.advanced_security_options[0].master_user_options[0].master_user_password == null
    error_message = "Nobody gets in without a login, and Terraform knows none."
  }
  assert {
    condition     = length(aws_opensearch_domain.this.log_publishing_options) == 3 && jsondecode(aws_cloudwatch_log_resource_policy.this.policy_document).Statement[0].Condition.ArnEquals == { "aws:SourceArn" = "arn:aws:es:us-east-1:123456789012:domain/crema-production-search" }
    error_message = "This domain, and no other, writes to its log."
  }
}

run "two_nodes_are_in_two_zones" {
  command = plan

  variables {
    nodes = 2
  }

  assert {
    condition     = aws_opensearch_domain.this.cluster_config[0].zone_awareness_enabled && aws_opensearch_domain.this.cluster_config[0].zone_awareness_config[0].availability_zone_count == 2
    error_message = "One answers when the other's zone fails."
  }
}

run "refuses_what_aws_does_not_have" {
  command = plan

  variables {
    name           = "crema-production-search-is-too-long"
    engine_version = "8.1"
    instance_type  = "t2.small.search"
    nodes          = 4
    storage_gib    = 5
  }

  expect_failures = [var.name, var.engine_version, var.instance_type, var.nodes, var.storage_gib]
}
