# What keeps data: databases, caches and search domains, each open to the apps that are attached to it and to nobody else.

locals {
  # AWS wants them shorter: their beginning, and a digest of the whole.
  cache_names = {
    for key in concat(keys(var.caches), keys(var.memcaches)) : key =>
    length("${var.name}-${key}") <= 40 ? "${var.name}-${key}" : "${trim(substr("${var.name}-${key}", 0, 34), "-")}-${substr(sha1("${var.name}-${key}"), 0, 5)}"
  }
  search_names = {
    for key in keys(var.searches) : key =>
    length("${var.name}-${key}") <= 28 ? "${var.name}-${key}" : "${trim(substr("${var.name}-${key}", 0, 22), "-")}-${substr(sha1("${var.name}-${key}"), 0, 5)}"
  }

  # Whoever belongs to an app may connect to the app's databases, caches and search domains.
  clients = {
    for app in keys(var.apps) : app => merge(
      { for key, service in local.services : service.name => module.service[key].security_group_id if service.app == app },
      { "${app}-${var.environment}-run" = module.task[app].security_group_id },
      contains(keys(local.schedules), app) ? { "${app}-${var.environment}-schedule" = module.schedule[app].security_group_id } : {},
    )
  }
}

module "database" {
  source   = "../modules/database"
  for_each = var.databases

  name                      = "${var.name}-${each.key}"
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.database_subnet_ids
  client_security_group_ids = merge(concat([for app in each.value.apps : local.clients[app]], [lookup(local.movers, each.key, {})])...)
  engine_version            = each.value.engine_version
  instance_class            = each.value.instance_class
  storage_gib               = each.value.storage_gib
  max_storage_gib           = each.value.max_storage_gib
  database_name             = each.value.database_name
  iam_logins                = local.database_logins
  multi_az                  = each.value.multi_az
  parameters                = each.value.parameters
  backup_retention_days     = each.value.backup_retention_days
  apply_immediately         = each.value.apply_immediately
  deletion_protection       = var.protected
  skip_final_snapshot       = !var.protected
  log_retention_days        = var.log_retention_days
  kms_key_arn               = var.kms_key_arn
  tags                      = local.tags
}

module "mysql" {
  source   = "../modules/mysql"
  for_each = var.mysql_databases

  name                      = "${var.name}-${each.key}"
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.database_subnet_ids
  client_security_group_ids = merge([for app in each.value.apps : local.clients[app]]...)
  engine_version            = each.value.engine_version
  instance_class            = each.value.instance_class
  storage_gib               = each.value.storage_gib
  max_storage_gib           = each.value.max_storage_gib
  database_name             = each.value.database_name
  iam_logins                = local.database_logins
  multi_az                  = each.value.multi_az
  parameters                = each.value.parameters
  backup_retention_days     = each.value.backup_retention_days
  apply_immediately         = each.value.apply_immediately
  deletion_protection       = var.protected
  skip_final_snapshot       = !var.protected
  log_retention_days        = var.log_retention_days
  kms_key_arn               = var.kms_key_arn
  tags                      = local.tags
}

module "cache" {
  source   = "../modules/cache"
  for_each = var.caches

  name                      = local.cache_names[each.key]
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.database_subnet_ids
  client_security_group_ids = merge([for app in each.value.apps : local.clients[app]]...)
  engine                    = each.value.engine
  engine_version            = each.value.engine_version
  node_type                 = each.value.node_type
  nodes                     = each.value.nodes
  maxmemory_policy          = each.value.maxmemory_policy
  idle_timeout              = each.value.idle_timeout
  parameters                = each.value.parameters
  snapshot_retention_days   = each.value.snapshot_retention_days
  final_snapshot            = var.protected
  kms_key_arn               = var.kms_key_arn
  tags                      = local.tags
}

module "memcached" {
  source   = "../modules/memcached"
  for_each = var.memcaches

  name                      = local.cache_names[each.key]
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.database_subnet_ids
  client_security_group_ids = merge([for app in each.value.apps : local.clients[app]]...)
  engine_version            = each.value.engine_version
  node_type                 = each.value.node_type
  nodes                     = each.value.nodes
  tls                       = each.value.tls
  parameters                = each.value.parameters
  tags                      = local.tags
}

module "search" {
  source   = "../modules/search"
  for_each = var.searches

  name                      = local.search_names[each.key]
  vpc_id                    = local.network.vpc_id
  subnet_ids                = local.network.database_subnet_ids
  client_security_group_ids = merge([for app in each.value.apps : local.clients[app]]...)
  engine_version            = each.value.engine_version
  instance_type             = each.value.instance_type
  nodes                     = each.value.nodes
  storage_gib               = each.value.storage_gib
  log_retention_days        = var.log_retention_days
  kms_key_arn               = var.kms_key_arn
  log_kms_key_arn           = var.kms_key_arn
  tags                      = local.tags
}
