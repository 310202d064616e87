variable "name" {
  description = "The replication group's name, for example \"crema-production-redis\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,38}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "AWS allows at most 40 lower-case letters, digits and single hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a route to the internet."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Who may connect: security groups by a name that says whose they are."
  type        = map(string)
  default     = {}
}

variable "engine" {
  description = "redis or valkey, a fifth cheaper and compatible with Redis 7.2."
  type        = string
  default     = "redis"

  validation {
    condition     = contains(["redis", "valkey"], var.engine)
    error_message = "redis or valkey."
  }
}

variable "engine_version" {
  description = "The version: 6.2, 7.0 or 7.1 of Redis, 7.2 or 8.0 of Valkey."
  type        = string
  default     = "7.1"

  validation {
    condition     = can(regex("^[6-9]\\.[0-9]+$", var.engine_version))
    error_message = "A version looks like 7.1."
  }
}

variable "node_type" {
  description = "The nodes' type, for example cache.t4g.small."
  type        = string

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.node_type))
    error_message = "A node's type looks like cache.t4g.small."
  }
}

variable "nodes" {
  description = "How many nodes: with two or more one takes over when another fails."
  type        = number
  default     = 1

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 6
    error_message = "One node and up to five copies."
  }
}

variable "maxmemory_policy" {
  description = "What happens when memory is full. A queue (Sidekiq) needs noeviction, which is also Heroku's default."
  type        = string
  default     = "noeviction"

  validation {
    condition     = contains(["noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"], var.maxmemory_policy)
    error_message = "One of Redis's policies, for example noeviction or allkeys-lru."
  }
}

variable "idle_timeout" {
  description = "Seconds after which an idle connection is closed. 0: never. Heroku's default is 300."
  type        = number
  default     = 300

  validation {
    condition     = var.idle_timeout == 0 || var.idle_timeout >= 20
    error_message = "0, or 20 seconds and more."
  }
}

variable "parameters" {
  description = "Further settings of the server, for example notify-keyspace-events."
  type        = map(string)
  default     = {}
}

variable "snapshot_retention_days" {
  description = "For how many days a daily snapshot is kept. 0: none is made."
  type        = number
  default     = 1

  validation {
    condition     = var.snapshot_retention_days >= 0 && var.snapshot_retention_days <= 35
    error_message = "0 to 35 days."
  }
}

variable "snapshot_window" {
  description = "When the daily snapshot is made, UTC."
  type        = string
  default     = "03:00-04:00"
}

variable "maintenance_window" {
  description = "When AWS may restart nodes, UTC; not at the time of the snapshot."
  type        = string
  default     = "sun:04:30-sun:05:30"
}

variable "final_snapshot" {
  description = "Whether a snapshot is made when the cache is deleted."
  type        = bool
  default     = true
}

variable "apply_immediately" {
  description = "Whether changes are made at once instead of in the maintenance window."
  type        = bool
  default     = false
}

variable "kms_key_arn" {
  description = "A key of your own for what is stored. Null: AWS's key. It cannot be changed later."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
