variable "name" {
  description = "Begins the names of the alarms and is the dashboard's, for example \"crema-production\"."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,100}$", var.name))
    error_message = "The name has at most 100 letters, digits, hyphens and underscores."
  }
}

variable "region" {
  description = "The AWS region, for example \"us-east-1\"."
  type        = string
}

variable "addresses" {
  description = "E-mail addresses that are told of alarms. AWS sends each a letter first, with a link to follow."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.addresses : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", address))])
    error_message = "An e-mail address reads name@example.com."
  }
}

variable "load_balancer" {
  description = "The load balancer and its target groups as metrics name them. Null: nothing serves requests."
  type = object({
    arn_suffix    = string
    target_groups = map(string)
  })
  default = null
}

variable "cluster" {
  description = "The name of the cluster in which the services run."
  type        = string
}

variable "services" {
  description = "Names of ECS services, by what to call them."
  type        = map(string)
  default     = {}
}

variable "missed_queues" {
  description = "Queues of job starts that failed, by the app."
  type        = map(string)
  default     = {}
}

variable "undelivered_queues" {
  description = "Queues of log lines that a drain did not take, by the app."
  type        = map(string)
  default     = {}
}

variable "job_families" {
  description = "Families of scheduled jobs, by the app: one that fails is told."
  type        = map(string)
  default     = {}
}

variable "release_families" {
  description = "Families of the one-off tasks that run a release phase, by the app: one that fails is told."
  type        = map(string)
  default     = {}
}

variable "databases" {
  description = "RDS instances, by what to call them; the engine is postgres or mysql."
  type = map(object({
    identifier     = string
    instance_class = string
    storage_gib    = number
    engine         = optional(string, "postgres")
  }))
  default = {}
}

variable "caches" {
  description = "ElastiCache replication groups, by what to call them, each with the number of its nodes."
  type = map(object({
    replication_group_id = string
    nodes                = optional(number, 1)
  }))
  default = {}
}

variable "memcaches" {
  description = "Names of memcached clusters, by what to call them."
  type        = map(string)
  default     = {}
}

variable "searches" {
  description = "OpenSearch domains, by what to call them; the disk is each node's."
  type = map(object({
    domain      = string
    arn         = string
    storage_gib = number
  }))
  default = {}
}

variable "thresholds" {
  description = "From where on an alarm goes off."
  type = object({
    error_percent        = optional(number, 5)
    unanswered_requests  = optional(number, 20)
    response_seconds     = optional(number, 3)
    memory_percent       = optional(number, 90)
    crashes              = optional(number, 2)
    cpu_percent          = optional(number, 90)
    free_disk_percent    = optional(number, 10)
    cache_memory_percent = optional(number, 90)
    search_heap_percent  = optional(number, 85)
  })
  default = {}
}

variable "tags" {
  description = "Tags for everything."
  type        = map(string)
  default     = {}
}
