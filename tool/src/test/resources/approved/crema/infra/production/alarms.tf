locals {
  watched = {
    cluster            = module.cluster.name
    services           = { for key, service in module.service : key => service.name }
    missed_queues      = { for app, schedule in module.schedule : app => schedule.missed_queue_name }
    undelivered_queues = { for app, drain in module.log_drain : app => drain.undelivered_queue_name }
    job_families       = { for app, schedule in module.schedule : app => schedule.family }
    release_families   = { for app, settings in var.apps : app => module.task[app].family if settings.release != null }
    load_balancer = length(local.targets) == 0 ? null : {
      arn_suffix    = module.load_balancer[0].arn_suffix
      target_groups = module.load_balancer[0].target_group_arn_suffixes
    }
  }
}

module "alarms" {
  source = "../modules/alarms"
  count  = var.alarms == null ? 0 : 1

  name               = var.name
  region             = var.region
  addresses          = var.alarms.addresses
  thresholds         = var.alarms.thresholds
  cluster            = local.watched.cluster
  services           = local.watched.services
  missed_queues      = local.watched.missed_queues
  undelivered_queues = local.watched.undelivered_queues
  load_balancer      = local.watched.load_balancer
  job_families       = local.watched.job_families
  release_families   = local.watched.release_families
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
