variable "name" {
  description = "The load balancer's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name)) && !startswith(var.name, "internal-")
    error_message = "AWS allows at most 32 letters, digits and hyphens for a load balancer's name, with no hyphen at its end."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "A load balancer needs subnets in at least two zones."
  }
}

variable "targets" {
  description = "What answers, by name: the port it listens on, its health check, and the host names that lead to it."
  type = map(object({
    port                  = number
    health_check_path     = optional(string, "/up")
    health_check_matcher  = optional(string, "200-399")
    health_check_interval = optional(number, 15)
    health_check_timeout  = optional(number, 5)
    deregistration_delay  = optional(number, 30)
    sticky_sessions       = optional(bool, false)
    hosts                 = optional(list(string), [])
  }))

  validation {
    condition     = alltrue([for target in values(var.targets) : startswith(target.health_check_path, "/")])
    error_message = "A health check's path starts with a slash."
  }
  validation {
    condition     = alltrue([for target in values(var.targets) : target.port >= 1 && target.port <= 65535])
    error_message = "A port is a number from 1 to 65535."
  }
  validation {
    condition     = alltrue([for target in values(var.targets) : target.health_check_timeout < target.health_check_interval])
    error_message = "A health check's timeout is shorter than its interval."
  }
}

variable "default_target" {
  description = "The target that gets every request no host name claims. Null: such requests get 404."
  type        = string
  default     = null

  validation {
    condition     = var.default_target == null ? true : contains(keys(var.targets), var.default_target)
    error_message = "The default target is one of the targets."
  }
}

variable "certificate_arns" {
  description = "Issued certificates by any name; the first by name is for clients that ask for none. Empty: nothing is served but to plain_http_from."
  type        = map(string)
  default     = {}

  validation {
    condition     = length(var.certificate_arns) <= 26
    error_message = "A load balancer has one certificate and 25 more, unless AWS has raised the quota."
  }
}

variable "plain_http_from" {
  description = "While there is no certificate: the address ranges (at most three) that may try the apps over plain HTTP. All others get 403."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.plain_http_from) <= 3 && alltrue([for range in var.plain_http_from : can(cidrhost(range, 0))])
    error_message = "At most three address ranges such as \"203.0.113.0/24\"."
  }
}

variable "redirect_http" {
  description = "With a certificate: HTTP is redirected to HTTPS. False: both serve the apps, as Heroku does."
  type        = bool
  default     = true
}

variable "idle_timeout" {
  description = "Seconds without a byte after which a connection is closed. 60 or more; 300 for WebSockets and event streams."
  type        = number
  default     = 60

  validation {
    condition     = var.idle_timeout >= 1 && var.idle_timeout <= 4000
    error_message = "AWS allows 1 to 4000 seconds."
  }
}

variable "allowed_cidrs" {
  description = "Who may connect. The default is the world."
  type        = list(string)
  default     = ["0.0.0.0/0", "::/0"]
}

variable "access_logs_bucket" {
  description = "A bucket for access logs, which take the place of Heroku's router log. Its policy lets the region's load balancers write. Null: none."
  type        = string
  default     = null
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the load balancer."
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
