variable "name" {
  description = "Names the environment's own things, for example \"crema-production\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z]([a-z0-9-]{0,46}[a-z0-9])?$", var.name)) && !strcontains(var.name, "--")
    error_message = "The name has at most 48 lower-case letters, digits and single hyphens and begins with a letter."
  }
}

variable "environment" {
  description = "The environment, for example \"production\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.environment))
    error_message = "The environment has at most 20 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "The AWS region, for example \"us-east-1\"."
  type        = string
}

variable "account_id" {
  description = "The account, twelve digits: Terraform refuses to work in another. Null: whichever the login belongs to."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^\\d{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "tags" {
  description = "Tags for everything, beside Estate, Environment, App and Process."
  type        = map(string)
  default     = {}
}

variable "kms_key_arn" {
  description = "A key of your own, in this region, that encrypts whatever takes one. Null: AWS's own keys. To be chosen before the first apply: databases, caches, search and repositories would be made anew with another."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:aws[a-z-]*:kms:${var.region}:\\d{12}:key/[a-zA-Z0-9-]+$", var.kms_key_arn))
    error_message = "The ARN of a key of this region: no alias, which may lead to another key tomorrow."
  }
}

variable "network" {
  description = "The network: its addresses, how many zones (or which), how many NAT gateways, which of AWS's services are reached inside it, which traffic is written down; or the name of an existing one, which another environment has made, and none of the others. Null: there is none, as nothing here but static sites needs one."
  type = object({
    existing     = optional(string)
    cidr         = optional(string, "10.20.0.0/16")
    zones        = optional(list(string), [])
    zone_count   = optional(number, 2)
    nat_gateways = optional(number, 1)
    endpoints    = optional(list(string), [])
    flow_logs    = optional(string, "none")
  })
  default = {}
}

variable "load_balancer" {
  description = "The load balancer: the service that gets what no host name claims, redirection and timeouts; how many days its access logs are kept (0: none are written) or the bucket for them; a firewall (none, count, block)."
  type = object({
    default_service    = optional(string)
    redirect_http      = optional(bool, true)
    idle_timeout       = optional(number, 60)
    access_log_days    = optional(number, 0)
    access_logs_bucket = optional(string)
    firewall           = optional(string, "none")
  })
  default = {}

  validation {
    condition     = contains(["none", "count", "block"], var.load_balancer.firewall)
    error_message = "A firewall counts or blocks, or there is none."
  }
}

variable "alarms" {
  description = "Who is told of alarms (e-mail addresses), and from where on they go off, where not as the module has it. Null: they are made elsewhere."
  type = object({
    addresses  = optional(list(string), [])
    thresholds = optional(map(number), {})
  })
  default = {}
}

variable "access" {
  description = "Roles for people, encrypted shells, logins to databases by IAM, and the account's trail, which one environment makes; shells and trail are kept for keep_days. Null: whoever has rights in the account has them here."
  type = object({
    principals    = optional(list(string), [])
    session_hours = optional(number, 1)
    trail         = optional(bool, true)
    keep_days     = optional(number, 400)
    lock_mode     = optional(string, "GOVERNANCE")
    addresses     = optional(list(string), [])
  })
  default = null
}

variable "shared_network" {
  description = "The network, where it is made elsewhere, as in a tree of units; databases to be moved may then be made elsewhere, too. Null: it is made here."
  type = object({
    vpc_id                      = string
    public_subnet_ids           = list(string)
    private_subnet_ids          = list(string)
    task_subnet_ids             = list(string)
    database_subnet_ids         = list(string)
    tasks_need_public_addresses = bool
    outgoing_addresses          = list(string)
  })
  default = null
}

variable "apps" {
  description = "The apps by name: settings (names only), plain environment, processes and how many tasks of each the first deploy starts, one-off tasks, the release phase, scheduled jobs, settings that the build reads, log drains with the hosts that they lead to (never a whole address, which holds tokens), where the Dockerfile stands, and static files to be served by CloudFront: where they stand in the image, below which path they are asked for, and the variable that tells the app CloudFront's address."
  type = map(object({
    environment = optional(map(string), {})
    settings = optional(map(object({
      store       = optional(string, "parameter")
      description = optional(string)
    })), {})
    secrets = optional(string, "ecs")
    processes = map(object({
      command              = string
      cpu                  = number
      memory               = number
      tasks                = optional(number, 1)
      disk_gib             = optional(number, 20)
      port                 = optional(number)
      environment          = optional(map(string), {})
      hosts                = optional(list(string), [])
      health_check_path    = optional(string, "/up")
      deregistration_delay = optional(number, 30)
      sticky_sessions      = optional(bool, false)
      stop_timeout         = optional(number, 30)
      start_timeout        = optional(number, 90)
      singleton            = optional(bool, false)
      spot                 = optional(bool, false)
      autoscaling = optional(object({
        minimum     = number
        maximum     = number
        cpu_percent = optional(number, 60)
      }))
    }))
    run = optional(object({
      cpu         = number
      memory      = number
      environment = optional(map(string), {})
    }), { cpu = 256, memory = 512 })
    release = optional(object({
      command         = string
      timeout_minutes = optional(number, 60)
    }))
    build_settings = optional(list(string), [])
    log_drains     = optional(map(string), {})
    dockerfile     = optional(string, "Dockerfile")
    assets = optional(object({
      folder           = optional(string, "public")
      path             = optional(string, "")
      variable         = optional(string, "RAILS_ASSET_HOST")
      long_cache_paths = optional(list(string), ["/assets/*"])
    }))
    promoted_from = optional(object({
      environment = string
      repository  = string
    }))
    pipeline = optional(object({
      service        = string
      repository     = string
      branch         = optional(string, "main")
      organization   = optional(string)
      host           = optional(string, "GitHub")
      connection_arn = optional(string)
      approval       = optional(bool, false)
    }))
    jobs = optional(object({
      cpu    = optional(number, 256)
      memory = optional(number, 512)
      schedules = optional(map(object({
        command     = string
        expression  = string
        timezone    = optional(string, "UTC")
        retries     = optional(number, 2)
        enabled     = optional(bool, true)
        environment = optional(map(string), {})
      })), {})
    }), {})
  }))

  validation {
    condition     = alltrue([for app in values(var.apps) : contains(["ecs", "runtime"], app.secrets)])
    error_message = "Settings are handed over by ecs, or fetched by the image at runtime."
  }
  validation {
    condition     = alltrue([for name in keys(var.apps) : can(regex("^[a-z][a-z0-9-]{0,29}$", name))])
    error_message = "An app's name is as Heroku has it: at most 30 lower-case letters, digits and hyphens."
  }
  validation {
    condition     = alltrue(flatten([for app in values(var.apps) : [for process in keys(app.processes) : can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", process)) && !contains(["run", "schedule", "log-drain", "dynolift"], process)]]))
    error_message = "A process has lower-case letters, digits and hyphens; run and schedule are kept for one-off and scheduled tasks, log-drain for what forwards their lines, dynolift for the move."
  }
}

variable "schedules_awake" {
  description = "Whether scheduled jobs run here: true from the cutover on, when they run nowhere else. A job that is added later is then awake at once."
  type        = bool
  default     = false
}

variable "oidc_issuers" {
  description = "CI services whose tokens the account takes from now on: each host with the audience of its tokens. An account has each once."
  type        = map(string)
  default     = {}
}

variable "databases" {
  description = "PostgreSQL databases by name, each with the apps that use it."
  type = map(object({
    apps                  = list(string)
    engine_version        = string
    instance_class        = string
    storage_gib           = number
    max_storage_gib       = optional(number, 0)
    database_name         = string
    multi_az              = optional(bool, false)
    backup_retention_days = optional(number, 7)
    apply_immediately     = optional(bool, false)
    parameters = optional(map(object({
      value        = string
      apply_method = optional(string, "pending-reboot")
    })), {})
  }))
  default = {}

  validation {
    condition     = length(setsubtract(flatten(values(var.databases)[*].apps), keys(var.apps))) == 0
    error_message = "A database names an app that is not among the apps."
  }
}

variable "sites" {
  description = "Apps that are files and nothing else, by name; none is called as one of the apps. Their domains are as those of the others; what deploys them, and the environment whose releases are taken over."
  type = map(object({
    domains = optional(map(object({
      zone          = string
      heroku_target = optional(string)
      certificate   = optional(bool, true)
    })), {})
    single_page      = optional(bool, false)
    clean_urls       = optional(bool, false)
    error_page       = optional(string)
    routes           = optional(list(object({ path = string, file = string })), [])
    redirects        = optional(map(object({ url = string, status = optional(number, 301) })), {})
    headers          = optional(map(map(string)), {})
    long_cache_paths = optional(list(string), ["/assets/*"])
    promoted_from    = optional(string)
    pipeline = optional(object({
      service        = string
      repository     = string
      branch         = optional(string, "main")
      organization   = optional(string)
      host           = optional(string, "GitHub")
      connection_arn = optional(string)
      approval       = optional(bool, false)
    }))
  }))
  default = {}

  validation {
    condition     = length(setintersection(keys(var.sites), keys(var.apps))) == 0
    error_message = "A site is called as one of the apps."
  }
}

variable "site_certificate_arns" {
  description = "Certificates of us-east-1 that you have for all domains of a site, by the site; ACM issues one for the others."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.site_certificate_arns), keys(var.sites))) == 0
    error_message = "A certificate is for none of the sites."
  }
}

variable "mysql_databases" {
  description = "MySQL databases by name, each with the apps that use it; none is called as one of the databases."
  type = map(object({
    apps            = list(string)
    engine_version  = optional(string, "8.4")
    instance_class  = string
    storage_gib     = optional(number, 20)
    max_storage_gib = optional(number, 0)
    database_name   = string
    multi_az        = optional(bool, false)
    parameters = optional(map(object({
      value        = string
      apply_method = optional(string, "pending-reboot")
    })), {})
    backup_retention_days = optional(number, 7)
    apply_immediately     = optional(bool, false)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(flatten(values(var.mysql_databases)[*].apps), keys(var.apps))) == 0 && length(setintersection(keys(var.mysql_databases), keys(var.databases))) == 0
    error_message = "A MySQL database names an app that is not among the apps, or is called as one of the databases."
  }
}

variable "migration" {
  description = "The move of the data: the databases that dynolift's engine moves here, each live or big-bang, and the tag of its image. Null, as after the move: there is no engine."
  type = object({
    databases    = map(string)
    image_tag    = string
    cpu          = optional(number, 2048)
    memory       = optional(number, 4096)
    source_ports = optional(list(number), [])
  })
  default = null

  validation {
    condition     = var.migration == null || var.shared_network != null ? true : length(setsubtract(keys(var.migration.databases), keys(var.databases))) == 0
    error_message = "The move names a database that is not among the databases."
  }
}

variable "caches" {
  description = "Redis or Valkey by name, each with the apps that use it."
  type = map(object({
    apps                    = list(string)
    engine                  = optional(string, "redis")
    engine_version          = optional(string, "7.1")
    node_type               = string
    nodes                   = optional(number, 1)
    maxmemory_policy        = optional(string, "noeviction")
    idle_timeout            = optional(number, 300)
    parameters              = optional(map(string), {})
    snapshot_retention_days = optional(number, 1)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(flatten(values(var.caches)[*].apps), keys(var.apps))) == 0
    error_message = "A cache names an app that is not among the apps."
  }
}

variable "memcaches" {
  description = "memcached clusters by name, each with the apps that use it; none is called as one of the caches."
  type = map(object({
    apps           = list(string)
    engine_version = optional(string, "1.6.22")
    node_type      = string
    nodes          = optional(number, 1)
    tls            = optional(bool, true)
    parameters     = optional(map(string), {})
  }))
  default = {}

  validation {
    condition     = length(setsubtract(flatten(values(var.memcaches)[*].apps), keys(var.apps))) == 0 && length(setintersection(keys(var.memcaches), keys(var.caches))) == 0
    error_message = "A memcached cluster names an app that is not among the apps, or is called as one of the caches."
  }
}

variable "searches" {
  description = "OpenSearch domains by name, each with the apps that use it."
  type = map(object({
    apps           = list(string)
    engine_version = optional(string, "OpenSearch_2.19")
    instance_type  = string
    nodes          = optional(number, 1)
    storage_gib    = optional(number, 10)
  }))
  default = {}

  validation {
    condition     = length(setsubtract(flatten(values(var.searches)[*].apps), keys(var.apps))) == 0
    error_message = "A search domain names an app that is not among the apps."
  }
}

variable "cpu_architecture" {
  description = "X86_64, as on Heroku, or ARM64, if the images are built for it."
  type        = string
  default     = "X86_64"
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 30
}

variable "protected" {
  description = "Whether databases, caches, images and secrets survive a `terraform destroy`: it refuses, or leaves a snapshot. False for environments to throw away."
  type        = bool
  default     = true
}

variable "domains" {
  description = "The domains: the DNS zone of each, the name at Heroku that its CNAME record leads to today, whether ACM certifies it."
  type = map(object({
    zone          = string
    heroku_target = optional(string)
    certificate   = optional(bool, true)
  }))
  default = {}

  validation {
    condition     = alltrue([for name, domain in var.domains : trimprefix(name, "*.") == domain.zone || endswith(name, ".${domain.zone}")])
    error_message = "A domain stands in a zone whose name it ends with."
  }
}

variable "zones" {
  description = "Those zones that are in Route 53 of this account: found by id or by name, or made. Records of all others are made by hand."
  type = map(object({
    id   = optional(string)
    make = optional(bool, false)
  }))
  default = {}
}

variable "validated_zones" {
  description = "Zones not in Route 53, or new there, whose validation records (output certificate_records) are in DNS now: HTTPS begins."
  type        = list(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.validated_zones, concat(values(var.domains)[*].zone, keys(var.zones), flatten([for site in values(var.sites) : values(site.domains)[*].zone])))) == 0
    error_message = "A validated zone is one of the domains' zones."
  }
}

variable "dns_leads_to" {
  description = "The records in Route 53. Null: untouched. \"heroku\": CNAME records are taken over as they are. \"aws\": they lead here."
  type        = string
  default     = null
}

variable "own_certificate_arns" {
  description = "Certificates of this region that were imported or made elsewhere, for domains that ACM does not certify here."
  type        = list(string)
  default     = []
}

variable "names_per_certificate" {
  description = "How many names ACM puts into one certificate: the account's quota, 10 unless AWS has raised it."
  type        = number
  default     = 10
}

variable "plain_http_from" {
  description = "While there is no certificate: the address ranges (at most three) that may try the apps over plain HTTP."
  type        = list(string)
  default     = []
}
