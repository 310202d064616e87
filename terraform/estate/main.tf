# One environment of an estate: its network and its cluster here, and beside this file, each in one of its own: who may
# do what (access.tf), the way in (load_balancer.tf, domains.tf), the apps' processes (processes.tf, settings.tf), sites
# and static files (sites.tf, assets.tf), the data (databases.tf), the move (migration.tf), what deploys (deployment.tf)
# and what watches (alarms.tf). What differs from one environment to another stands in terraform.tfvars.json.

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
