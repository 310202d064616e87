# One memcached on ElastiCache, in place of MemCachier or Memcached Cloud. It forgets by design, so nothing is moved and nothing
# is backed up; it has no users either: the security group lets the app in, and TLS keeps others from listening.

resource "aws_elasticache_subnet_group" "this" {
  name        = var.name
  description = "Where ${var.name} lives."
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_security_group" "this" {
  name        = "${var.name}-memcached"
  description = "From the app to the cache ${var.name}."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-memcached" })
}

resource "aws_vpc_security_group_ingress_rule" "from_app" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 11211
  to_port                      = 11211

  tags = merge(var.tags, { Name = "memcached from ${each.key}" })
}

resource "aws_elasticache_parameter_group" "this" {
  name        = "${var.name}-memcached1-6"
  family      = "memcached1.6"
  description = "Settings of ${var.name}."

  dynamic "parameter" {
    for_each = merge({ max_item_size = tostring(var.max_item_bytes) }, var.parameters)
    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  tags = var.tags
}

resource "aws_elasticache_cluster" "this" {
  cluster_id      = var.name
  engine          = "memcached"
  engine_version  = var.engine_version
  node_type       = var.node_type
  num_cache_nodes = var.nodes
  az_mode         = var.nodes > 1 ? "cross-az" : "single-az"
  port            = 11211

  parameter_group_name       = aws_elasticache_parameter_group.this.name
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [aws_security_group.this.id]
  transit_encryption_enabled = var.tls

  maintenance_window = var.maintenance_window
  apply_immediately  = var.apply_immediately

  tags = var.tags
}
