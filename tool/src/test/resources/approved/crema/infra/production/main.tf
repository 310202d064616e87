# One environment of an estate: its cluster here, and beside this file, each in one of its own: its network
# (network.tf), who may do what (access.tf), the way in (load_balancer.tf, domains.tf), the apps' processes (processes.tf,
# settings.tf), who reads their lines (log_drains.tf), sites and static files (sites.tf, assets.tf), the data
# (databases.tf), the move (migration.tf), what deploys (deployment.tf) and what watches (alarms.tf). What differs from one
# environment to another stands in terraform.tfvars.json.

locals {
  tags = merge({ Estate = var.name, Environment = var.environment, ManagedBy = "terraform" }, var.tags)
}

module "cluster" {
  source = "../modules/cluster"

  name               = var.name
  repositories       = keys(var.apps)
  delete_images      = !var.protected
  spot               = anytrue(values(local.services)[*].spot)
  log_retention_days = var.log_retention_days

  sessions_key_arn       = local.sessions_key_arn
  session_retention_days = var.access == null ? null : var.access.keep_days

  kms_key_arn = var.kms_key_arn

  tags = local.tags
}
