variable "path" {
  description = "Where the settings stand, for example \"/crema/production\"."
  type        = string

  validation {
    condition     = can(regex("^(/[a-zA-Z0-9_.-]+)+$", var.path)) && !startswith(lower(var.path), "/aws") && !startswith(lower(var.path), "/ssm")
    error_message = "A path begins with a slash, does not end with one, and does not begin with /aws or /ssm."
  }
}

variable "settings" {
  description = "The settings by name: a parameter holds up to 8 KB, a secret up to 64 KB. An empty value fits in neither: make it a plain environment variable."
  type = map(object({
    store       = optional(string, "parameter")
    description = optional(string)
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.settings) : can(regex("^[A-Za-z_][A-Za-z0-9_]*$", name))])
    error_message = "A setting's name has letters, digits and underscores and does not begin with a digit."
  }
  validation {
    condition     = alltrue([for setting in values(var.settings) : contains(["parameter", "secret"], setting.store)])
    error_message = "A setting is stored as a parameter or as a secret."
  }
}

variable "build_settings" {
  description = "Those that are also read when an image is built."
  type        = list(string)
  default     = []
}

variable "kms_key_arn" {
  description = "A key of your own. Null: AWS's key."
  type        = string
  default     = null
}

variable "recovery_window_days" {
  description = "For how many days a deleted secret can be brought back. 0: it is gone at once."
  type        = number
  default     = 30

  validation {
    condition     = var.recovery_window_days == 0 || (var.recovery_window_days >= 7 && var.recovery_window_days <= 30)
    error_message = "0, or 7 to 30 days."
  }
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
