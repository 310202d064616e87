variable "name" {
  description = "The instance's name, for example \"crema-production-main\"."
  type        = string

  validation {
    # Its longest derivative is the role "<name>-monitoring".
    condition     = can(regex("^[a-z][a-z0-9-]{0,51}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "The name has at most 53 lower-case letters, digits and single hyphens, begins with a letter and does not end with a hyphen."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a route to the internet, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A database's subnet group needs subnets in at least two zones."
  }
}

variable "client_security_group_ids" {
  description = "Who may connect: security groups by a name that says whose they are."
  type        = map(string)
  default     = {}
}

variable "iam_logins" {
  description = "Who logs in without a password: names of IAM roles, each with the role that it has in the database. Empty: nobody."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for login in values(var.iam_logins) : can(regex("^[a-z_][a-z0-9_]{0,31}$", login))])
    error_message = "A role in the database has at most 32 lower-case letters, digits and underscores."
  }
}

variable "engine_version" {
  description = "PostgreSQL's version, the major one alone (\"17\") or with the minor (\"17.6\"). Not below the source's."
  type        = string

  validation {
    condition     = can(regex("^(1[3-9]|2[0-9])(\\.[0-9]+)?$", var.engine_version))
    error_message = "A version of PostgreSQL that RDS has: 13 or newer, for example 17 or 17.6."
  }
}

variable "instance_class" {
  description = "The instance's class, for example db.t4g.medium."
  type        = string

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.instance_class))
    error_message = "An instance's class looks like db.t4g.medium."
  }
}

variable "storage_gib" {
  description = "Disk in GiB; it can grow but never shrink."
  type        = number

  validation {
    condition     = var.storage_gib >= 20 && var.storage_gib <= 65536
    error_message = "20 to 65536 GiB."
  }
}

variable "max_storage_gib" {
  description = "Up to where RDS lets the disk grow by itself. 0: it does not grow."
  type        = number
  default     = 0
}

variable "iops" {
  description = "Operations a second above the 3000 that gp3 has by itself; from 400 GiB on. Null: as many as it has."
  type        = number
  default     = null
}

variable "storage_throughput" {
  description = "MiB a second above the 125 that gp3 has by itself; from 400 GiB on. Null: as much as it has."
  type        = number
  default     = null
}

variable "database_name" {
  description = "The database inside the instance."
  type        = string

  validation {
    condition     = can(regex("^[a-z_][a-z0-9_]{0,62}$", var.database_name))
    error_message = "A database's name has at most 63 lower-case letters, digits and underscores."
  }
}

variable "master_username" {
  description = "The instance's administrator. The app gets a role of its own."
  type        = string
  default     = "dynolift_admin"

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.master_username)) && !contains(["admin", "rdsadmin", "postgres"], var.master_username) && !startswith(var.master_username, "pg_")
    error_message = "The administrator's name has lower-case letters, digits and underscores, and is not one that RDS or PostgreSQL keep for themselves."
  }
}

variable "multi_az" {
  description = "Whether a second instance stands by in another zone, as Heroku's Premium plans have."
  type        = bool
  default     = false
}

variable "max_wal_size_mib" {
  description = "How much may be written between two checkpoints, in MiB. Large while data is moved in."
  type        = number
  default     = 8192
}

variable "log_statements_slower_than_ms" {
  description = "Statements that take longer are logged. -1: none. Heroku logs those above two seconds."
  type        = number
  default     = 2000
}

variable "parameters" {
  description = "Further settings of the server, or other values for those that this module sets."
  type = map(object({
    value        = string
    apply_method = optional(string, "pending-reboot")
  }))
  default = {}

  validation {
    condition     = alltrue([for parameter in values(var.parameters) : contains(["immediate", "pending-reboot"], parameter.apply_method)])
    error_message = "A setting is applied immediate or pending-reboot."
  }
}

variable "backup_retention_days" {
  description = "For how many days the database can be brought back to any second. 0: it cannot."
  type        = number
  default     = 7

  validation {
    condition     = var.backup_retention_days >= 0 && var.backup_retention_days <= 35
    error_message = "0 to 35 days."
  }
}

variable "backup_window" {
  description = "When the daily snapshot is made, UTC."
  type        = string
  default     = "03:00-04:00"
}

variable "maintenance_window" {
  description = "When AWS may restart the instance, UTC; not at the time of the snapshot."
  type        = string
  default     = "sun:04:30-sun:05:30"
}

variable "apply_immediately" {
  description = "Whether changes are made at once, with a restart if they need one, instead of in the maintenance window."
  type        = bool
  default     = false
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the database."
  type        = bool
  default     = true
}

variable "skip_final_snapshot" {
  description = "Whether no snapshot is made when the database is deleted after all."
  type        = bool
  default     = false
}

variable "performance_insights" {
  description = "Which statements the load comes from, kept for 7 days free of charge."
  type        = bool
  default     = true
}

variable "monitoring_interval" {
  description = "Seconds between two looks at the operating system: 1, 5, 10, 15, 30, 60. 0: none."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 1, 5, 10, 15, 30, 60], var.monitoring_interval)
    error_message = "0, 1, 5, 10, 15, 30 or 60 seconds."
  }
}

variable "log_retention_days" {
  description = "How long the server's log is kept, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "A key of your own for disk and logs. Null: AWS's keys. It cannot be changed later."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
