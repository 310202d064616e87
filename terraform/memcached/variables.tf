variable "name" {
  description = "The cluster's name, for example \"kiosk-production-memcachier\"."
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

variable "engine_version" {
  description = "The version of memcached; 1.6.12 is the first with TLS."
  type        = string
  default     = "1.6.22"

  validation {
    condition     = can(regex("^1[.]6[.](1[2-9]|[2-9][0-9])$", var.engine_version))
    error_message = "A version from 1.6.12 on, for example 1.6.22."
  }
}

variable "node_type" {
  description = "The nodes' type, for example cache.t4g.micro."
  type        = string

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.node_type))
    error_message = "A node's type looks like cache.t4g.micro."
  }
}

variable "nodes" {
  description = "How many nodes. Keys are spread over them by the client: each node that fails takes its own with it."
  type        = number
  default     = 1

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 40
    error_message = "1 to 40 nodes."
  }
}

variable "tls" {
  description = "Whether clients have to speak TLS. It cannot be changed later without a new, empty cluster."
  type        = bool
  default     = true
}

variable "max_item_bytes" {
  description = "The largest value that is kept."
  type        = number
  default     = 1048576

  validation {
    condition     = var.max_item_bytes >= 1024 && var.max_item_bytes <= 1073741824
    error_message = "1024 bytes to 1 GiB."
  }
}

variable "parameters" {
  description = "Further settings of the server."
  type        = map(string)
  default     = {}
}

variable "maintenance_window" {
  description = "When AWS may restart nodes, UTC."
  type        = string
  default     = "sun:04:30-sun:05:30"
}

variable "apply_immediately" {
  description = "Whether changes are made at once instead of in the maintenance window."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
