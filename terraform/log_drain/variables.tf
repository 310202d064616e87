variable "name" {
  description = "The function's name, for example \"crema-production-log-drain\"; where a drain's address comes without a token, the receiver knows the app by it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,62}[a-z0-9]$", var.name))
    error_message = "AWS allows at most 64 lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "secret_path" {
  description = "Where the secrets of the addresses stand, for example \"crema/production\"."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9/_.-]*[A-Za-z0-9]$", var.secret_path))
    error_message = "The path neither begins nor ends with a slash."
  }
}

variable "drains" {
  description = "The drains by name, each with the host that it leads to, for people; \"\" if that is nobody's business. Never the whole address, which holds tokens."
  type        = map(string)

  validation {
    condition     = length(var.drains) > 0 && length(var.drains) <= 10 && alltrue([for name in keys(var.drains) : can(regex("^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$", name))])
    error_message = "There are one to ten drains, each with a name of at most 40 lower-case letters, digits and hyphens."
  }
  validation {
    condition     = alltrue([for host in values(var.drains) : can(regex("^([a-z+]+://)?[A-Za-z0-9._:\\[\\]-]*$", host))])
    error_message = "A drain leads to a host, without login, path and query: those hold tokens, and belong into the secret."
  }
}

variable "log_groups" {
  description = "The log groups that are forwarded, by the name that their process has in the lines: { web = \"/ecs/crema-production-web\" } becomes app[web.1]. The function's own must not be among them."
  type        = map(string)

  validation {
    condition     = alltrue([for process in keys(var.log_groups) : can(regex("^[A-Za-z0-9_-]+$", process))])
    error_message = "A process has letters, digits, underscores and hyphens."
  }
  validation {
    condition     = !contains(values(var.log_groups), "/aws/lambda/${var.name}") && length(var.log_groups) == length(distinct(values(var.log_groups)))
    error_message = "The function's own log would be forwarded for ever, and two names for one log group would forward it twice."
  }
  validation {
    condition     = length(jsonencode(var.log_groups)) < 2500
    error_message = "A function's environment has 4 KB: these are too many log groups for one."
  }
}

variable "log_retention_days" {
  description = "How long the function's own log is kept, in days."
  type        = number
  default     = 30
}

variable "recovery_window_days" {
  description = "For how many days a deleted secret can be brought back: 7 to 30, or 0 for not at all."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30)
    error_message = "Secrets Manager keeps deleted secrets for 7 to 30 days, or not at all (0)."
  }
}

variable "kms_key_arn" {
  description = "A key of your own for addresses, the function's log and what was not delivered. Null: AWS's."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything here."
  type        = map(string)
  default     = {}
}
