# Who may do what, for those who must answer to an auditor.
module "access" {
  source = "../modules/access"
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
  asset_buckets          = values(module.assets)[*].bucket
  promoted_from          = merge([for app in values(var.apps) : { (app.promoted_from.environment) = split("/", app.promoted_from.repository)[0] } if app.promoted_from != null]...)
  sites                  = { for app, site in module.static_site : app => { bucket = site.bucket, distribution_arn = site.distribution_arn, promoted_from = local.sites_promoted_from[app] } }
  protected              = var.protected
  kms_key_arn            = var.kms_key_arn
  tags                   = local.tags
}

locals {
  # Shells, and logins to databases by IAM, once there are roles for people. The cluster needs the key, and the roles the
  # cluster: only by its own name is an output waited for alone.
  sessions_key_arn = var.access == null ? null : module.access[0].sessions_key_arn
  database_logins  = var.access == null ? tomap({}) : tomap(module.access[0].database_logins)
}
