variable "name" {
  description = "Begins the bucket's name, for example \"crema-production\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}$", var.name))
    error_message = "The name starts with a lower-case letter and has at most 48 lower-case letters, digits and hyphens."
  }
}

variable "account_id" {
  description = "The account whose load balancer writes: twelve digits."
  type        = string
}

variable "load_balancer_name" {
  description = "The load balancer's name, under which it writes."
  type        = string
}

variable "days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 30

  validation {
    condition     = var.days >= 1 && var.days <= 3653
    error_message = "From one day to ten years."
  }
}

variable "protected" {
  description = "Whether AWS refuses to delete a bucket that has logs in it."
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
