# One Redis (or Valkey) on ElastiCache. Cluster mode is off: Sidekiq, and every script or transaction over several keys,
# needs all keys in one place.

locals {
  major  = split(".", var.engine_version)[0]
  family = var.engine == "valkey" ? "valkey${local.major}" : (tonumber(local.major) >= 7 ? "redis7" : "redis6.x")
}

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Where ${var.name} lives."
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_security_group" "this" {
  name        = "${var.name}-cache"
  description = "From the app to the cache ${var.name}."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-cache" })
}

resource "aws_vpc_security_group_ingress_rule" "from_app" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379

  tags = merge(var.tags, { Name = "Redis from ${each.key}" })
}

resource "aws_elasticache_parameter_group" "this" {
  # A new major version needs a group of another family, which has to exist beside the old one for a moment.
  name        = replace("${var.name}-${local.family}", ".", "-")
  family      = local.family
  description = "Settings of ${var.name}."

  parameter {
    name  = "maxmemory-policy"
    value = var.maxmemory_policy
  }

  parameter {
    name  = "timeout"
    value = tostring(var.idle_timeout)
  }

  dynamic "parameter" {
    for_each = var.parameters
    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

# When it was first made: AWS refuses a last snapshot whose name another of its kind has left behind.
resource "terraform_data" "made" {
  input = plantimestamp()

  lifecycle {
    ignore_changes = [input]
  }
}

locals {
  final_snapshot = "${var.name}-final-${formatdate("YYYYMMDDhhmmss", terraform_data.made.output)}"
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.name
  description          = "${var.name}, moved from Heroku Key-Value Store."
  engine               = var.engine
  engine_version       = var.engine_version
  node_type            = var.node_type
  num_cache_clusters   = var.nodes
  port                 = 6379

  automatic_failover_enabled = var.nodes > 1
  multi_az_enabled           = var.nodes > 1
  parameter_group_name       = aws_elasticache_parameter_group.this.name
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this.id]

  # Apps keep their rediss:// URL. A login would be in the state: cache-login.sh makes one by API, and below it is left alone.
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
  kms_key_id                 = var.kms_key_arn

  snapshot_retention_limit   = var.snapshot_retention_days
  snapshot_window            = var.snapshot_retention_days > 0 ? var.snapshot_window : null
  maintenance_window         = var.maintenance_window
  final_snapshot_identifier  = var.final_snapshot ? local.final_snapshot : null
  auto_minor_version_upgrade = true
  apply_immediately          = var.apply_immediately

  tags = var.tags

  lifecycle {
    ignore_changes = [auth_token, auth_token_update_strategy]
  }
}
