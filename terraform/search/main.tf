# One search domain on OpenSearch, in place of an Elasticsearch add-on. What it holds can be made again from the database,
# so an index is never moved: the app indexes anew.

locals {
  zones = min(var.nodes, length(var.subnet_ids))
  # arn:aws:logs:us-east-1:123456789012:log-group:...
  log_group_arn = split(":", aws_cloudwatch_log_group.this.arn)
  domain_arn    = "arn:${local.log_group_arn[1]}:es:${local.log_group_arn[3]}:${local.log_group_arn[4]}:domain/${var.name}"
}

resource "aws_security_group" "this" {
  name        = "${var.name}-search"
  description = "From the app to the search domain ${var.name}."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-search" })
}

resource "aws_vpc_security_group_ingress_rule" "from_app" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443

  tags = merge(var.tags, { Name = "Search from ${each.key}" })
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/opensearch/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn

  tags = var.tags
}

resource "aws_cloudwatch_log_resource_policy" "this" {
  policy_name = "${var.name}-search"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource  = "${aws_cloudwatch_log_group.this.arn}:*"
      Principal = { Service = "es.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = local.domain_arn } }
    }]
  })
}

# Fine-grained access needs an administrator from the first moment. A name and a password would be in Terraform's state; so
# this role is it, which no person and no task can take on. The name and the password are put in by API (see the README).
resource "aws_iam_role" "administrator" {
  name        = "${var.name}-administrator"
  description = "Keeps the administrator's place of ${var.name} until a password is set by API; nobody takes it on."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "opensearchservice.amazonaws.com" }
    }]
  })

  tags = var.tags
}

resource "aws_opensearch_domain" "this" {
  domain_name    = var.name
  engine_version = var.engine_version

  # Which network may speak to the domain at all, its security group says; which user may do what, fine-grained access.
  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "es:ESHttp*"
      Resource  = "${local.domain_arn}/*"
      Principal = { AWS = "*" }
    }]
  })

  cluster_config {
    instance_type          = var.instance_type
    instance_count         = var.nodes
    zone_awareness_enabled = local.zones > 1

    dynamic "zone_awareness_config" {
      for_each = local.zones > 1 ? [local.zones] : []
      content {
        availability_zone_count = zone_awareness_config.value
      }
    }
  }

  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = var.storage_gib
  }

  vpc_options {
    subnet_ids         = slice(var.subnet_ids, 0, local.zones)
    security_group_ids = [aws_security_group.this.id]
  }

  encrypt_at_rest {
    enabled    = true
    kms_key_id = var.kms_key_arn
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }

  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = false

    master_user_options {
      master_user_arn = aws_iam_role.administrator.arn
    }
  }

  dynamic "log_publishing_options" {
    for_each = toset(["ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS"])
    content {
      log_type                 = log_publishing_options.value
      cloudwatch_log_group_arn = aws_cloudwatch_log_group.this.arn
    }
  }

  software_update_options {
    auto_software_update_enabled = true
  }

  tags = var.tags

  depends_on = [aws_cloudwatch_log_resource_policy.this]

  lifecycle {
    # The users, once they are set by API.
    ignore_changes = [
      advanced_security_options[0].internal_user_database_enabled,
      advanced_security_options[0].master_user_options,
    ]
  }
}
