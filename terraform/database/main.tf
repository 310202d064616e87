# One PostgreSQL database on RDS.

locals {
  family = "postgres${split(".", var.engine_version)[0]}"

  # Of Heroku's behaviour: TLS is required. For the data's move and afterwards: fewer checkpoints while much is written.
  parameters = merge(
    {
      "rds.force_ssl"              = { value = "1", apply_method = "pending-reboot" }
      "max_wal_size"               = { value = tostring(var.max_wal_size_mib), apply_method = "immediate" }
      "checkpoint_timeout"         = { value = "900", apply_method = "immediate" }
      "log_min_duration_statement" = { value = tostring(var.log_statements_slower_than_ms), apply_method = "immediate" }
      "log_lock_waits"             = { value = "1", apply_method = "immediate" }
    },
    # Who came and went; an app's pool keeps its connections, so that this is little.
    length(var.iam_logins) == 0 ? {} : {
      "log_connections"    = { value = "1", apply_method = "immediate" }
      "log_disconnections" = { value = "1", apply_method = "immediate" }
    },
    var.parameters,
  )
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Where ${var.name} lives."
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_security_group" "this" {
  name        = "${var.name}-database"
  description = "From the app to the database ${var.name}."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-database" })
}

resource "aws_vpc_security_group_ingress_rule" "from_app" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432

  tags = merge(var.tags, { Name = "PostgreSQL from ${each.key}" })
}

resource "aws_db_parameter_group" "this" {
  # A new major version needs a group of another family, which has to exist beside the old one for a moment.
  name        = "${var.name}-${local.family}"
  family      = local.family
  description = "Settings of ${var.name}."

  dynamic "parameter" {
    for_each = local.parameters
    content {
      name         = parameter.key
      value        = parameter.value.value
      apply_method = parameter.value.apply_method
    }
  }

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "monitoring" {
  count = var.monitoring_interval > 0 ? 1 : 0

  name        = "${var.name}-monitoring"
  description = "Lets RDS write the operating system's metrics of ${var.name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "monitoring" {
  count = var.monitoring_interval > 0 ? 1 : 0

  role       = aws_iam_role.monitoring[0].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
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

resource "aws_db_instance" "this" {
  identifier     = var.name
  engine         = "postgres"
  engine_version = var.engine_version
  instance_class = var.instance_class

  storage_type          = "gp3"
  allocated_storage     = var.storage_gib
  max_allocated_storage = var.max_storage_gib > var.storage_gib ? var.max_storage_gib : null
  iops                  = var.iops
  storage_throughput    = var.storage_throughput
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_name  = var.database_name
  username = var.master_username
  # AWS makes the password, keeps it in Secrets Manager and changes it by itself. Terraform never sees it.
  manage_master_user_password   = true
  master_user_secret_kms_key_id = var.kms_key_arn

  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false
  port                   = 5432
  multi_az               = var.multi_az
  # Beside passwords: whoever has the right gets a token for a quarter of an hour.
  iam_database_authentication_enabled = length(var.iam_logins) > 0
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"
  parameter_group_name                = aws_db_parameter_group.this.name

  backup_retention_period   = var.backup_retention_days
  backup_window             = var.backup_window
  maintenance_window        = var.maintenance_window
  copy_tags_to_snapshot     = true
  delete_automated_backups  = false
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = var.skip_final_snapshot
  final_snapshot_identifier = var.skip_final_snapshot ? null : local.final_snapshot

  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  apply_immediately           = var.apply_immediately

  performance_insights_enabled          = var.performance_insights
  performance_insights_retention_period = var.performance_insights ? 7 : null
  performance_insights_kms_key_id       = var.performance_insights ? var.kms_key_arn : null
  monitoring_interval                   = var.monitoring_interval
  monitoring_role_arn                   = var.monitoring_interval > 0 ? aws_iam_role.monitoring[0].arn : null
  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]

  tags = var.tags

  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.monitoring]
}

# RDS would make these by itself, and keep them for ever.
resource "aws_cloudwatch_log_group" "this" {
  for_each = toset(["postgresql", "upgrade"])

  name              = "/aws/rds/instance/${var.name}/${each.value}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

# People log in with a token of their own role; the app goes on with its password.
resource "aws_iam_role_policy" "login" {
  for_each = var.iam_logins

  name = "login-${var.name}"
  role = each.key
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "LogIn"
      Effect   = "Allow"
      Action   = "rds-db:connect"
      Resource = "${replace(join(":", slice(split(":", aws_db_instance.this.arn), 0, 5)), ":rds:", ":rds-db:")}:dbuser:${aws_db_instance.this.resource_id}/${each.value}"
    }]
  })
}
