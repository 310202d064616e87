# What the apps run: processes that stay, tasks that end, jobs at their times.

locals {
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
}

module "parameters" {
  source   = "../modules/parameters"
  for_each = var.apps

  path                 = "/${each.key}/${var.environment}"
  settings             = each.value.settings
  build_settings       = each.value.build_settings
  recovery_window_days = var.protected ? 30 : 0
  kms_key_arn          = var.kms_key_arn
  tags                 = merge(local.tags, { App = each.key })
}

module "service" {
  source   = "../modules/service"
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
  deployed               = try(local.deployed[each.value.app][each.value.name].tasks > 0, false)
  sessions_log_group_arn = module.cluster.sessions_log_group_arn
  sessions_key_arn       = local.sessions_key_arn
  log_retention_days     = var.log_retention_days
  kms_key_arn            = var.kms_key_arn
  tags                   = merge(local.tags, { App = each.value.app, Process = each.value.process })

  load_balancer = each.value.port == null ? null : {
    security_group_id = module.load_balancer[0].security_group_id
    target_group_arn  = module.load_balancer[0].target_group_arns[each.key]
  }
}

module "task" {
  source   = "../modules/task"
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
  environment            = merge(each.value.environment, each.value.run.environment, local.fetch_environments[each.key], local.asset_environments[each.key])
  secrets                = local.given_secrets[each.key]
  readable_secret_arns   = local.given_arns[each.key]
  task_policy_json       = local.fetch_policies[each.key]
  sessions_log_group_arn = module.cluster.sessions_log_group_arn
  sessions_key_arn       = local.sessions_key_arn
  log_retention_days     = var.log_retention_days
  kms_key_arn            = var.kms_key_arn
  tags                   = merge(local.tags, { App = each.key, Process = "run" })
}

module "schedule" {
  source   = "../modules/schedule"
  for_each = local.schedules

  name                 = "${each.key}-${var.environment}-schedule"
  cluster_arn          = module.cluster.arn
  vpc_id               = local.network.vpc_id
  subnet_ids           = local.network.task_subnet_ids
  public_addresses     = local.network.tasks_need_public_addresses
  repository_url       = module.cluster.repository_urls[each.key]
  repository_arn       = module.cluster.repository_arns[each.key]
  jobs                 = each.value.schedules
  awake                = var.schedules_awake
  cpu                  = each.value.cpu
  memory               = each.value.memory
  cpu_architecture     = var.cpu_architecture
  environment          = merge(var.apps[each.key].environment, local.fetch_environments[each.key], local.asset_environments[each.key])
  secrets              = local.given_secrets[each.key]
  readable_secret_arns = local.given_arns[each.key]
  task_policy_json     = local.fetch_policies[each.key]
  log_retention_days   = var.log_retention_days
  kms_key_arn          = var.kms_key_arn
  tags                 = merge(local.tags, { App = each.key, Process = "schedule" })
}
