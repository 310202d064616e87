variable "name" {
  description = "The cluster's name, and the first part of the repositories' names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}$", var.name))
    error_message = "The name starts with a lower-case letter and has at most 48 lower-case letters, digits and hyphens."
  }
}

variable "repositories" {
  description = "One image repository for each app, by name."
  type        = set(string)

  validation {
    condition     = alltrue([for name in var.repositories : can(regex("^[a-z0-9]+([._-][a-z0-9]+)*$", name))])
    error_message = "A repository's name has lower-case letters and digits, parted by single dots, hyphens or underscores."
  }
}

variable "images_kept" {
  description = "How many images a repository keeps: as many as releases you may want to go back."
  type        = number
  default     = 50

  validation {
    condition     = var.images_kept >= 2
    error_message = "At least two, or there is nothing to go back to."
  }
}

variable "delete_images" {
  description = "Whether a repository with images in it may be deleted."
  type        = bool
  default     = false
}

variable "container_insights" {
  description = "Metrics of every task: enhanced, enabled or disabled. They cost about a third of a dollar a metric and month."
  type        = string
  default     = "enabled"

  validation {
    condition     = contains(["enhanced", "enabled", "disabled"], var.container_insights)
    error_message = "One of enhanced, enabled, disabled."
  }
}

variable "spot" {
  description = "Whether services may run on spare capacity (Fargate Spot)."
  type        = bool
  default     = false
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 90

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch knows 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827 and some more days."
  }
}

variable "session_retention_days" {
  description = "How long sessions in tasks are kept, where it is longer than other logs, in days. Null: as long."
  type        = number
  default     = null
}

variable "sessions_key_arn" {
  description = "A key of your own for sessions in tasks, on their way and in their log; whoever opens one, and each task's role, must be allowed to use it. Null: AWS's keys."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "A key of your own for images and logs. Null: AWS's keys."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
