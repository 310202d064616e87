# What a deploy, a cutover and people need to know.

output "cluster" {
  description = "The cluster's name."
  value       = module.cluster.name
}

output "repositories" {
  description = "Where each app's images are pushed."
  value       = module.cluster.repository_urls
}

output "services" {
  description = "The services by app and process: a deploy copies template_family's newest revision into family."
  value = {
    for key, service in local.services : key => {
      app             = service.app
      process         = service.process
      service         = module.service[key].name
      family          = module.service[key].family
      template_family = module.service[key].template_family
      container       = module.service[key].container_name
      log_group       = module.service[key].log_group_name
      # What the first deploy registers as the least; Terraform begins with none.
      scales_from = service.autoscaling == null ? null : service.autoscaling.minimum
    }
  }
}

output "tasks" {
  description = "What runs once, by app: the release phase and one-off commands."
  value = {
    for app, task in module.task : app => {
      family          = task.family
      template_family = task.template_family
      container       = task.container_name
      log_group       = task.log_group_name
      network = {
        subnets          = local.network.task_subnet_ids
        security_groups  = [task.security_group_id]
        public_addresses = local.network.tasks_need_public_addresses
      }
    }
  }
}

output "schedules" {
  description = "The scheduled jobs by app; they sleep until they are enabled."
  value = {
    for app, schedule in module.schedule : app => {
      group           = schedule.group_name
      schedules       = schedule.schedule_names
      family          = schedule.family
      template_family = schedule.template_family
      container       = schedule.container_name
      log_group       = schedule.log_group_name
      missed_queue    = schedule.missed_queue_url
    }
  }
}

output "sites" {
  description = "The apps that are files alone: where a deploy puts them, what it invalidates, and the name that DNS leads to."
  value = {
    for app, site in module.static_site : app => {
      bucket          = site.bucket
      distribution_id = site.distribution_id
      domain_name     = site.domain_name
      zone_id         = site.zone_id
      domains         = keys(var.sites[app].domains)
      deployment      = module.site_deployment[app].parameter_name
    }
  }
}

output "assets" {
  description = "The apps whose static files CloudFront serves: the bucket that a build uploads them to, CloudFront's name, and the variable that tells it to the app."
  value = {
    for app, site in module.assets : app => {
      bucket          = site.bucket
      distribution_id = site.distribution_id
      domain_name     = site.domain_name
      variable        = local.assets[app].variable
    }
  }
}

output "pipelines" {
  description = "What deploys each app without a person: the role that a CI service takes on, or CodePipeline's pipeline and connection."
  value = {
    for app, pipeline in module.pipeline : app => {
      role       = pipeline.role_arn
      pipeline   = pipeline.pipeline_name
      connection = pipeline.connection_arn
    }
  }
}

output "settings" {
  description = "Where each setting's value is put, by app."
  value       = { for app, parameters in module.parameters : app => parameters.names }
}

output "log_drains" {
  description = "What forwards each app's lines: the secrets that hold the drains' addresses, its own log, and the queue of what was not delivered."
  value = {
    for app, drain in module.log_drain : app => {
      secrets     = drain.secrets
      log_group   = drain.log_group_name
      undelivered = drain.undelivered_queue_url
    }
  }
}

output "load_balancer" {
  description = "The name to test through, and later the one DNS points to. Null: no app serves requests."
  value = length(module.load_balancer) == 0 ? null : {
    dns_name = module.load_balancer[0].dns_name
    zone_id  = module.load_balancer[0].zone_id
  }
}

output "databases" {
  description = "The databases by name; the administrator's password is in the secret."
  value = {
    for name, database in module.database : name => {
      identifier        = database.identifier
      host              = database.host
      port              = database.port
      database_name     = database.database_name
      master_secret_arn = database.master_secret_arn
      security_group_id = database.security_group_id
    }
  }
}

output "mysql_databases" {
  description = "The MySQL databases by name; the administrator's password is in the secret, the URL is mysql://<user>:<password>@<host>:<port>/<database_name>."
  value = {
    for name, database in module.mysql : name => {
      identifier        = database.identifier
      host              = database.host
      port              = database.port
      database_name     = database.database_name
      master_secret_arn = database.master_secret_arn
      security_group_id = database.security_group_id
    }
  }
}

output "migration" {
  description = "The engine that moves the data: where its URLs are put, how it is run. Null: there is none."
  value = length(module.migration) == 0 ? null : {
    family            = module.migration[0].family
    repository        = module.migration[0].repository_url
    image_tag         = var.migration.image_tag
    secrets           = module.migration[0].secrets
    run_task          = module.migration[0].run_task
    log_group         = module.migration[0].log_group_name
    security_group_id = module.migration[0].security_group_id
  }
}

output "caches" {
  description = "The caches by name; the URL is rediss://<host>:<port>."
  value = {
    for name, cache in module.cache : name => {
      replication_group = cache.replication_group_id
      host              = cache.host
      port              = cache.port
    }
  }
}

output "memcaches" {
  description = "The memcached clusters by name: what clients take as their servers, without name and password."
  value = {
    for name, memcached in module.memcached : name => {
      cluster = memcached.cluster_id
      servers = memcached.servers
      tls     = memcached.tls
    }
  }
}

output "searches" {
  description = "The search domains by name; the URL is https://<user>:<password>@<host>:<port>, once the user is set by API."
  value = {
    for name, search in module.search : name => {
      domain = search.domain_name
      host   = search.host
      port   = search.port
    }
  }
}

output "alarms" {
  description = "The topic that alarms are told to, for a pager or a chat, and the dashboard's name. Null: they are made elsewhere."
  value = length(module.alarms) == 0 ? null : {
    topic_arn = module.alarms[0].topic_arn
    dashboard = module.alarms[0].dashboard
  }
}

output "access" {
  description = "The roles that people take on, by what they are for, and the account's trail. Null: there are none."
  value = length(module.access) == 0 ? null : {
    roles            = module.access[0].role_arns
    session_document = module.access[0].session_document
    sessions         = module.cluster.sessions_log_group_arn
    trail            = module.access[0].trail
  }
}

output "database_logins" {
  description = "Who logs in to databases by IAM, for databases with units of their own: roles here, and in the database."
  value       = local.database_logins
}

output "network" {
  description = "The network, for what is added to it later."
  value = {
    vpc_id           = local.network.vpc_id
    private_subnets  = local.network.private_subnet_ids
    database_subnets = local.network.database_subnet_ids
  }
}

output "outgoing_addresses" {
  description = "The public addresses from which the apps call others: for partners' allow lists."
  value       = local.network.outgoing_addresses
}

output "role_arns" {
  description = "The roles that whoever deploys passes on."
  value = distinct(concat(
    flatten([for service in values(module.service) : service.role_arns]),
    flatten([for task in values(module.task) : task.role_arns]),
    flatten([for schedule in values(module.schedule) : schedule.role_arns]),
    flatten([for migration in module.migration : migration.role_arns]),
  ))
}

output "certificates" {
  description = "The certificates by name, those of sites by the site: their zone, what they are made out to, and whether HTTPS uses them yet."
  value = merge(
    {
      for name, certificate in module.certificate.certificates : name => merge(certificate, {
        used = contains(keys(module.certificate.issued), name)
      })
    },
    {
      for site, made in module.site_certificate : site => merge(made.certificates["all"], { used = length(made.issued) > 0 })
      if length(made.certificates) > 0
    },
  )
}

output "certificate_records" {
  description = "Validation records to be made by hand, by the name that they prove. They stay; at Cloudflare they are not proxied."
  value       = merge(concat([module.certificate.records], values(module.site_certificate)[*].records)...)
}

output "name_servers" {
  description = "The name servers of the zones that were made, to be written down at the registrar."
  value       = module.dns.name_servers
}

output "domain_records" {
  description = "What each domain leads to after the cutover, and who changes its record: Terraform (dns_leads_to) or a person."
  value = {
    for name, domain in merge(var.domains, local.site_domains) : name => {
      zone       = domain.zone
      by         = contains(keys(var.zones), domain.zone) ? "terraform" : "hand"
      type       = contains(keys(var.zones), domain.zone) ? "A" : name == domain.zone ? "ALIAS" : "CNAME"
      value      = contains(keys(local.site_domains), name) ? module.static_site[local.site_domains[name].site].domain_name : one(module.load_balancer[*].dns_name)
      way_back   = domain.heroku_target
      leads_here = contains(keys(module.dns.records), name) ? module.dns.records[name] == "aws" : null
    }
  }
}

output "clients" {
  description = "Who may connect to what an app uses, by app: for databases, caches and search domains with units of their own."
  value       = local.clients
}

output "movers" {
  description = "The engine's security group, by the databases that it moves."
  value       = local.movers
}

output "watched" {
  description = "What alarms look at here, for alarms with a unit of their own."
  value       = local.watched
}
