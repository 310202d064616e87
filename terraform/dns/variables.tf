variable "zones" {
  description = "Route 53 zones by name. One that exists is found by its id, or else by its name; make = true makes a new one."
  type = map(object({
    id   = optional(string)
    make = optional(bool, false)
  }))
  default = {}

  validation {
    condition     = alltrue([for zone in values(var.zones) : zone.id == null ? true : can(regex("^Z[A-Z0-9]{1,31}$", zone.id))])
    error_message = "A zone's id begins with Z and has capital letters and digits, such as Z0123456789ABCDEFGHIJ."
  }
  validation {
    condition     = alltrue([for zone in values(var.zones) : zone.id == null || !zone.make])
    error_message = "A zone that has an id exists already; it is not made again."
  }
}

variable "domains" {
  description = "The domains in these zones: the zone, the name at Heroku that a CNAME record leads to today (null: none does), and where it leads on AWS (null: to the load balancer)."
  type = map(object({
    zone          = string
    heroku_target = optional(string)
    target = optional(object({
      dns_name = string
      zone_id  = string
    }))
  }))
  default = {}

  validation {
    condition     = length(setsubtract(values(var.domains)[*].zone, keys(var.zones))) == 0
    error_message = "A domain names a zone that is not among the zones."
  }
  validation {
    condition     = alltrue([for name, domain in var.domains : trimprefix(name, "*.") == domain.zone || endswith(name, ".${domain.zone}")])
    error_message = "A domain stands in a zone whose name it ends with."
  }
  validation {
    condition     = alltrue([for name, domain in var.domains : domain.heroku_target == null || name != domain.zone])
    error_message = "A zone's own name can have no CNAME record."
  }
}

variable "leads_to" {
  description = "Null: no record is touched. \"heroku\": the CNAME records to Heroku are taken over. \"aws\": all lead to AWS."
  type        = string
  default     = null

  validation {
    condition     = var.leads_to == null ? true : contains(["heroku", "aws"], var.leads_to)
    error_message = "Records lead to \"heroku\" or \"aws\"; null leaves them alone."
  }
  validation {
    condition     = var.leads_to != "aws" || var.load_balancer != null || alltrue([for domain in values(var.domains) : domain.target != null])
    error_message = "Without a load balancer nothing on AWS answers."
  }
}

variable "load_balancer" {
  description = "Where the records lead to on AWS that have no target of their own."
  type = object({
    dns_name = string
    zone_id  = string
  })
  default = null
}

variable "ttl" {
  description = "For how many seconds others may remember a record that leads to Heroku. An alias has 60."
  type        = number
  default     = 60

  validation {
    condition     = var.ttl >= 1 && var.ttl <= 86400
    error_message = "A time to live is 1 second to a day."
  }
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
