variable "name" {
  description = "The family's and the repository's name, for example \"crema-production-dynolift\"."
  type        = string
}

variable "databases" {
  description = "The databases that are moved, by name, and how: live (copied and kept in step while the app writes) or big-bang (the app's writes stop first)."
  type        = map(string)

  validation {
    condition     = length(var.databases) > 0 && alltrue([for name in keys(var.databases) : can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", name))])
    error_message = "At least one database; a name has lower-case letters, digits and single hyphens and begins with a letter."
  }
  validation {
    condition     = alltrue([for move in values(var.databases) : contains(["live", "big-bang"], move)])
    error_message = "A database is moved live or big-bang."
  }
}

variable "cluster_arn" {
  description = "The cluster the task runs in; its region and account narrow the roles."
  type        = string
}

variable "vpc_id" {
  description = "The network of the databases."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets from which the source is reached, too."
  type        = list(string)
}

variable "public_addresses" {
  description = "Whether the task needs a public address of its own, because there is no NAT gateway."
  type        = bool
  default     = false
}

variable "image_tag" {
  description = "The image's tag: the version of dynolift in it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.image_tag))
    error_message = "A tag has at most 128 letters, digits, underscores, dots and hyphens."
  }
}

variable "cpu" {
  description = "CPU units: 1024 are one virtual CPU."
  type        = number
  default     = 2048
}

variable "memory" {
  description = "Memory in MiB. Rows pass through and are not kept."
  type        = number
  default     = 4096
}

variable "cpu_architecture" {
  description = "X86_64 or ARM64, as the image is built."
  type        = string
  default     = "X86_64"
}

variable "source_ports" {
  description = "The ports at which the sources listen, beside 5432."
  type        = list(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.source_ports : port >= 1 && port <= 65535])
    error_message = "A port is a number from 1 to 65535."
  }
}

variable "log_retention_days" {
  description = "How long the engine's log is kept, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "A key of your own for logs and secrets. Null: AWS's keys."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
