# The network, for all but static sites: made here, found where another environment has made it, or, in a tree of units, given by a unit of its own.

locals {
  network = var.shared_network != null ? var.shared_network : {
    vpc_id                      = one(concat(module.network[*].vpc_id, module.existing_network[*].vpc_id))
    public_subnet_ids           = one(concat(module.network[*].public_subnet_ids, module.existing_network[*].public_subnet_ids))
    private_subnet_ids          = one(concat(module.network[*].private_subnet_ids, module.existing_network[*].private_subnet_ids))
    task_subnet_ids             = one(concat(module.network[*].task_subnet_ids, module.existing_network[*].task_subnet_ids))
    database_subnet_ids         = one(concat(module.network[*].database_subnet_ids, module.existing_network[*].database_subnet_ids))
    tasks_need_public_addresses = one(concat(module.network[*].tasks_need_public_addresses, module.existing_network[*].tasks_need_public_addresses))
    outgoing_addresses          = one(concat(module.network[*].outgoing_addresses, module.existing_network[*].outgoing_addresses))
  }
}

module "network" {
  source = "../modules/network"
  count  = var.shared_network == null && var.network != null && try(var.network.existing, null) == null ? 1 : 0

  name               = var.name
  region             = var.region
  cidr               = var.network.cidr
  zones              = var.network.zones
  zone_count         = var.network.zone_count
  nat_gateways       = var.network.nat_gateways
  endpoints          = var.network.endpoints
  flow_logs          = var.network.flow_logs
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  tags               = local.tags
}

# That environment is applied first and destroyed last.
module "existing_network" {
  source = "../modules/existing_network"
  count  = var.shared_network == null && try(var.network.existing, null) != null ? 1 : 0

  name = var.network.existing
}
