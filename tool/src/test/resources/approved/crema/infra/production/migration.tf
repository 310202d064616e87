# dynolift's engine, for as long as data is moved.
module "migration" {
  source = "../modules/migration"
  count  = var.migration == null ? 0 : 1

  name               = local.migration_name
  databases          = var.migration.databases
  cluster_arn        = module.cluster.arn
  vpc_id             = local.network.vpc_id
  subnet_ids         = local.network.task_subnet_ids
  public_addresses   = local.network.tasks_need_public_addresses
  image_tag          = var.migration.image_tag
  cpu                = var.migration.cpu
  memory             = var.migration.memory
  cpu_architecture   = var.cpu_architecture
  source_ports       = var.migration.source_ports
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  tags               = merge(local.tags, { Process = "dynolift" })
}

locals {
  migration_name = length(var.name) <= 45 ? "${var.name}-dynolift" : "${trim(substr(var.name, 0, 39), "-")}-${substr(sha1(var.name), 0, 5)}-dynolift"

  # The engine reaches the databases that it moves, and no other.
  movers = merge([
    for migration in module.migration : {
      for database in keys(var.migration.databases) : database => { (local.migration_name) = migration.security_group_id }
    }
  ]...)
}
