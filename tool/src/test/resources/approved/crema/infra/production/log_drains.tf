# Who reads the apps' lines elsewhere: what Heroku's log drains led to. All of an app's processes, its one-off tasks with the
# release phase, and its jobs.

locals {
  drained = { for app, settings in var.apps : app => settings.log_drains if length(settings.log_drains) > 0 }
}

module "log_drain" {
  source   = "../modules/log_drain"
  for_each = local.drained

  name                 = "${each.key}-${var.environment}-log-drain"
  secret_path          = "${each.key}/${var.environment}"
  drains               = each.value
  log_retention_days   = var.log_retention_days
  recovery_window_days = var.protected ? 30 : 0
  kms_key_arn          = var.kms_key_arn
  tags                 = merge(local.tags, { App = each.key, Process = "log-drain" })

  log_groups = merge(
    { for key, service in local.services : service.process => module.service[key].log_group_name if service.app == each.key },
    { run = module.task[each.key].log_group_name },
    # As at Heroku, unless the app has a process of that name.
    contains(keys(local.schedules), each.key) ? {
      (contains(keys(var.apps[each.key].processes), "scheduler") ? "schedule" : "scheduler") = module.schedule[each.key].log_group_name
    } : {},
  )
}
