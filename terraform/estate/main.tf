# One environment of an estate: its network, one cluster and one load balancer, and for each app its processes, its
# one-off task, its schedules and its settings' names. What differs from one environment to another stands in
# terraform.tfvars.json; this file says how the parts hang together.

locals {
  tags = merge({ Estate = var.name, Environment = var.environment, ManagedBy = "terraform" }, var.tags)

  network = var.shared_network != null ? var.shared_network : {
    vpc_id                      = one(module.network[*].vpc_id)
    public_subnet_ids           = one(module.network[*].public_subnet_ids)
    private_subnet_ids          = one(module.network[*].private_subnet_ids)
    task_subnet_ids             = one(module.network[*].task_subnet_ids)
    database_subnet_ids         = one(module.network[*].database_subnet_ids)
    tasks_need_public_addresses = one(module.network[*].tasks_need_public_addresses)
    outgoing_addresses          = one(module.network[*].outgoing_addresses)
  }

  # crema-web, crema-worker: what is named on AWS crema-production-web, crema-production-worker.
  services = merge([
    for app, settings in var.apps : {
      for process, service in settings.processes : "${app}-${process}" => merge(service, {
        app     = app
        process = process
        name    = "${app}-${var.environment}-${process}"
      })
    }
  ]...)
  targets   = { for key, service in local.services : key => service if service.port != null }
  schedules = { for app, settings in var.apps : app => settings.jobs if length(settings.jobs.schedules) > 0 }

  # Names that AWS wants shorter keep their beginning and get a digest of the whole.
  load_balancer_name = length(var.name) <= 32 ? var.name : "${trim(substr(var.name, 0, 26), "-")}-${substr(sha1(var.name), 0, 5)}"
  cache_names = {
    for key in concat(keys(var.caches), keys(var.memcaches)) : key =>
    length("${var.name}-${key}") <= 40 ? "${var.name}-${key}" : "${trim(substr("${var.name}-${key}", 0, 34), "-")}-${substr(sha1("${var.name}-${key}"), 0, 5)}"
  }

  search_names = {
    for key in keys(var.searches) : key =>
    length("${var.name}-${key}") <= 28 ? "${var.name}-${key}" : "${trim(substr("${var.name}-${key}", 0, 22), "-")}-${substr(sha1("${var.name}-${key}"), 0, 5)}"
  }

  site_names = {
    for app in keys(var.sites) : app =>
    length("${app}-${var.environment}") <= 36 ? "${app}-${var.environment}" : "${trim(substr("${app}-${var.environment}", 0, 30), "-")}-${substr(sha1("${app}-${var.environment}"), 0, 5)}"
  }

  # Whoever belongs to an app may connect to the app's databases, caches and search domains.
  clients = {
    for app in keys(var.apps) : app => merge(
      { for key, service in local.services : service.name => module.service[key].security_group_id if service.app == app },
      { "${app}-${var.environment}-run" = module.task[app].security_group_id },
      contains(keys(local.schedules), app) ? { "${app}-${var.environment}-schedule" = module.schedule[app].security_group_id } : {},
    )
  }

  watched = {
    cluster       = module.cluster.name
    services      = { for key, service in module.service : key => service.name }
    missed_queues = { for app, schedule in module.schedule : app => schedule.missed_queue_name }
    load_balancer = length(local.targets) == 0 ? null : {
      arn_suffix    = module.load_balancer[0].arn_suffix
      target_groups = module.load_balancer[0].target_group_arn_suffixes
    }
  }

  # Shells, and logins to databases by IAM, once there are roles for people. The cluster needs the key, and the roles the
  # cluster: only by its own name is an output waited for alone.
  sessions_key_arn = var.access == null ? null : module.access[0].sessions_key_arn
  database_logins  = var.access == null ? tomap({}) : tomap(module.access[0].database_logins)

  # The engine reaches the databases that it moves, and no other.
  migration_name = length(var.name) <= 45 ? "${var.name}-dynolift" : "${trim(substr(var.name, 0, 39), "-")}-${substr(sha1(var.name), 0, 5)}-dynolift"
  movers = merge([
    for migration in module.migration : {
      for database in keys(var.migration.databases) : database => { (local.migration_name) = migration.security_group_id }
    }
  ]...)
}

# None, where all units of a tree share one that has a unit of its own.
module "network" {
  source = "../network"
  count  = var.shared_network == null ? 1 : 0

  name               = var.name
  region             = var.region
  cidr               = var.network.cidr
  zones              = var.network.zones
  zone_count         = var.network.zone_count
  nat_gateways       = var.network.nat_gateways
  endpoints          = var.network.endpoints
  flow_logs          = var.network.flow_logs
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

module "cluster" {
  source = "../cluster"

  name               = var.name
  repositories       = keys(var.apps)
  delete_images      = !var.protected
  spot               = anytrue(values(local.services)[*].spot)
  log_retention_days = var.log_retention_days

  sessions_key_arn       = local.sessions_key_arn
  session_retention_days = var.access == null ? null : var.access.keep_days

  tags = local.tags
}

# Who may do what, for those who must answer to an auditor.
module "access" {
  source = "../access"
  count  = var.access == null ? 0 : 1

  name                   = var.name
  environment            = var.environment
  apps                   = keys(var.apps)
  cluster_arn            = module.cluster.arn
  sessions_log_group_arn = module.cluster.sessions_log_group_arn
  principals             = var.access.principals
  session_hours          = var.access.session_hours
  trail                  = var.access.trail
  keep_days              = var.access.keep_days
  lock_mode              = var.access.lock_mode
  addresses              = var.access.addresses
  protected              = var.protected
  tags                   = local.tags
}

module "load_balancer" {
  source = "../load_balancer"
  count  = length(local.targets) > 0 ? 1 : 0

  name       = local.load_balancer_name
  vpc_id     = local.network.vpc_id
  subnet_ids = local.network.public_subnet_ids
  targets = {
    for key, service in local.targets : key => {
      port                 = service.port
      health_check_path    = service.health_check_path
      deregistration_delay = service.deregistration_delay
      sticky_sessions      = service.sticky_sessions
      hosts                = service.hosts
    }
  }
  default_target      = var.load_balancer.default_service
  certificate_arns    = local.certificate_arns
  redirect_http       = var.load_balancer.redirect_http
  plain_http_from     = var.plain_http_from
  idle_timeout        = var.load_balancer.idle_timeout
  access_logs_bucket  = length(module.access_logs) > 0 ? module.access_logs[0].bucket : var.load_balancer.access_logs_bucket
  deletion_protection = var.protected
  tags                = local.tags
}

module "access_logs" {
  source = "../access_logs"
  count  = length(local.targets) > 0 && var.load_balancer.access_log_days > 0 ? 1 : 0

  name               = var.name
  load_balancer_name = local.load_balancer_name
  days               = var.load_balancer.access_log_days
  protected          = var.protected
  tags               = local.tags
}

module "firewall" {
  source = "../firewall"
  count  = length(local.targets) > 0 && var.load_balancer.firewall != "none" ? 1 : 0

  name              = var.name
  load_balancer_arn = module.load_balancer[0].arn
  blocks            = var.load_balancer.firewall == "block"
  tags              = local.tags
}

module "parameters" {
  source   = "../parameters"
  for_each = var.apps

  path                 = "/${each.key}/${var.environment}"
  settings             = each.value.settings
  recovery_window_days = var.protected ? 30 : 0
  tags                 = merge(local.tags, { App = each.key })
}

module "service" {
  source   = "../service"
  for_each = local.services

  name                   = each.value.name
  cluster_arn            = module.cluster.arn
  vpc_id                 = local.network.vpc_id
  subnet_ids             = local.network.task_subnet_ids
  public_addresses       = local.network.tasks_need_public_addresses
  repository_url         = module.cluster.repository_urls[each.value.app]
  repository_arn         = module.cluster.repository_arns[each.value.app]
  command                = each.value.command
  cpu                    = each.value.cpu
  memory                 = each.value.memory
  cpu_architecture       = var.cpu_architecture
  disk_gib               = each.value.disk_gib
  port                   = each.value.port
  environment            = merge(var.apps[each.value.app].environment, each.value.environment, local.fetch_environments[each.value.app], local.asset_environments[each.value.app])
  secrets                = local.given_secrets[each.value.app]
  readable_secret_arns   = local.given_arns[each.value.app]
  task_policy_json       = local.fetch_policies[each.value.app]
  stop_timeout           = each.value.stop_timeout
  start_timeout          = each.value.start_timeout
  singleton              = each.value.singleton
  spot                   = each.value.spot
  autoscaling            = each.value.autoscaling
  sessions_log_group_arn = module.cluster.sessions_log_group_arn
  sessions_key_arn       = local.sessions_key_arn
  log_retention_days     = var.log_retention_days
  tags                   = merge(local.tags, { App = each.value.app, Process = each.value.process })

  load_balancer = each.value.port == null ? null : {
    security_group_id = module.load_balancer[0].security_group_id
    target_group_arn  = module.load_balancer[0].target_group_arns[each.key]
  }
}

# Apps that are files and nothing else.
module "static_site" {
  source   = "../static_site"
  for_each = var.sites

  name             = local.site_names[each.key]
  domains          = each.value.domains
  certificate_arn  = lookup(var.site_certificate_arns, each.key, null)
  single_page      = each.value.single_page
  error_page       = each.value.error_page
  clean_urls       = each.value.clean_urls
  routes           = each.value.routes
  redirects        = each.value.redirects
  headers          = each.value.headers
  long_cache_paths = each.value.long_cache_paths
  protected        = var.protected
  tags             = merge(local.tags, { App = each.key })
}

module "task" {
  source   = "../task"
  for_each = var.apps

  name                   = "${each.key}-${var.environment}-run"
  cluster_arn            = module.cluster.arn
  vpc_id                 = local.network.vpc_id
  repository_url         = module.cluster.repository_urls[each.key]
  repository_arn         = module.cluster.repository_arns[each.key]
  commands               = each.value.release == null ? {} : { release = each.value.release.command }
  cpu                    = each.value.run.cpu
  memory                 = each.value.run.memory
  cpu_architecture       = var.cpu_architecture
  environment            = merge(each.value.environment, local.fetch_environments[each.key], local.asset_environments[each.key])
  secrets                = local.given_secrets[each.key]
  readable_secret_arns   = local.given_arns[each.key]
  task_policy_json       = local.fetch_policies[each.key]
  sessions_log_group_arn = module.cluster.sessions_log_group_arn
  sessions_key_arn       = local.sessions_key_arn
  log_retention_days     = var.log_retention_days
  tags                   = merge(local.tags, { App = each.key, Process = "run" })
}

module "schedule" {
  source   = "../schedule"
  for_each = local.schedules

  name                 = "${each.key}-${var.environment}-schedule"
  cluster_arn          = module.cluster.arn
  vpc_id               = local.network.vpc_id
  subnet_ids           = local.network.task_subnet_ids
  public_addresses     = local.network.tasks_need_public_addresses
  repository_url       = module.cluster.repository_urls[each.key]
  repository_arn       = module.cluster.repository_arns[each.key]
  jobs                 = each.value.schedules
  cpu                  = each.value.cpu
  memory               = each.value.memory
  cpu_architecture     = var.cpu_architecture
  environment          = merge(var.apps[each.key].environment, local.fetch_environments[each.key], local.asset_environments[each.key])
  secrets              = local.given_secrets[each.key]
  readable_secret_arns = local.given_arns[each.key]
  task_policy_json     = local.fetch_policies[each.key]
  log_retention_days   = var.log_retention_days
  tags                 = merge(local.tags, { App = each.key, Process = "schedule" })
}

# dynolift's engine, for as long as data is moved.
module "migration" {
  source = "../migration"
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
  tags               = merge(local.tags, { Process = "dynolift" })
}

module "database" {
  source   = "../database"
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
  tags                      = local.tags
}

module "mysql" {
  source   = "../mysql"
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
  tags                      = local.tags
}

module "cache" {
  source   = "../cache"
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
  tags                      = local.tags
}

module "memcached" {
  source   = "../memcached"
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
  source   = "../search"
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
  tags                      = local.tags
}

module "alarms" {
  source = "../alarms"
  count  = var.alarms == null ? 0 : 1

  name          = var.name
  region        = var.region
  addresses     = var.alarms.addresses
  thresholds    = var.alarms.thresholds
  cluster       = local.watched.cluster
  services      = local.watched.services
  missed_queues = local.watched.missed_queues
  load_balancer = local.watched.load_balancer
  databases = merge(
    {
      for key, database in var.databases : key => {
        identifier     = module.database[key].identifier
        instance_class = database.instance_class
        storage_gib    = database.storage_gib
        engine         = "postgres"
      }
    },
    {
      for key, database in var.mysql_databases : key => {
        identifier     = module.mysql[key].identifier
        instance_class = database.instance_class
        storage_gib    = database.storage_gib
        engine         = "mysql"
      }
    },
  )
  caches = {
    for key, cache in var.caches : key => {
      replication_group_id = module.cache[key].replication_group_id
      nodes                = cache.nodes
    }
  }
  memcaches = { for key, memcached in module.memcached : key => memcached.cluster_id }
  searches = {
    for key, search in var.searches : key => {
      domain      = local.search_names[key]
      arn         = module.search[key].arn
      storage_gib = search.storage_gib
    }
  }
  tags = local.tags
}
