# The data's move from inside the network: a database on RDS is reached from nowhere else. One task for each database that
# is moved runs dynolift's engine, which is the only one that knows both sides' passwords. It is here for the move alone:
# without this module nothing of it is left.

locals {
  # As dynolift's --database has it: the database analytics-2 is at DYNOLIFT_ANALYTICS_2_SOURCE_URL.
  urls = merge([
    for database in keys(var.databases) : {
      for side in ["SOURCE", "TARGET"] : "DYNOLIFT_${upper(replace(database, "-", "_"))}_${side}_URL" => "${var.name}/${database}/${side}_URL"
    }
  ]...)

  moves = {
    live     = "dynolift data sync"
    big-bang = "dynolift data copy --fence --yes"
  }
  # There and back.
  commands = merge([
    for database, move in var.databases : {
      "${database}/move"    = "${local.moves[move]} --database ${database}"
      "${database}/reverse" = "dynolift data reverse --database ${database}"
    }
  ]...)
}

# Where both databases are, passwords and all, by name alone: the values are put in by API and never pass through
# Terraform. Deleted they are gone at once, as they are copies of what stands elsewhere.
resource "aws_secretsmanager_secret" "url" {
  for_each = local.urls

  name                    = each.value
  description             = "Where a database is that is moved: postgres://USER:PASSWORD@HOST:PORT/DATABASE."
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 0

  tags = var.tags
}

# The engine's image. It goes with the rest, as it can be had elsewhere.
resource "aws_ecr_repository" "this" {
  name                 = var.name
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }

  tags = var.tags
}

module "task_definition" {
  source = "../task_definition"

  name             = var.name
  container_name   = "dynolift"
  cluster_arn      = var.cluster_arn
  vpc_id           = var.vpc_id
  repository_url   = aws_ecr_repository.this.repository_url
  repository_arn   = aws_ecr_repository.this.arn
  image_tag        = var.image_tag
  command          = "dynolift --version"
  overrides        = local.commands
  cpu              = var.cpu
  memory           = var.memory
  cpu_architecture = var.cpu_architecture
  secrets          = { for name, secret in aws_secretsmanager_secret.url : name => secret.arn }
  # Databases, and AWS itself: image, secrets and log.
  outgoing_ports = setunion([443, 5432], var.source_ports)
  # It writes down where it is before it ends.
  stop_timeout = 120
  # Nobody opens a shell beside two databases' passwords.
  shell_access       = false
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  tags               = var.tags
}
