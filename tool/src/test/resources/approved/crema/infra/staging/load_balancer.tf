# The one way in: a load balancer for all apps, its logs, and what refuses attacks.

locals {
  # AWS keeps names that begin with internal- for itself.
  allowed_name = startswith(var.name, "internal-") ? "x-${var.name}" : var.name
  # AWS wants it shorter: its beginning, and a digest of the whole.
  load_balancer_name = length(local.allowed_name) <= 32 ? local.allowed_name : "${trim(substr(local.allowed_name, 0, 26), "-")}-${substr(sha1(local.allowed_name), 0, 5)}"
}

module "load_balancer" {
  source = "../modules/load_balancer"
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
  source = "../modules/access_logs"
  count  = length(local.targets) > 0 && var.load_balancer.access_log_days > 0 ? 1 : 0

  name               = var.name
  account_id         = split(":", module.cluster.arn)[4]
  load_balancer_name = local.load_balancer_name
  days               = var.load_balancer.access_log_days
  protected          = var.protected
  tags               = local.tags
}

module "firewall" {
  source = "../modules/firewall"
  count  = length(local.targets) > 0 && var.load_balancer.firewall != "none" ? 1 : 0

  name              = var.name
  load_balancer_arn = module.load_balancer[0].arn
  blocks            = var.load_balancer.firewall == "block"
  tags              = local.tags
}
