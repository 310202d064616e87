variable "name" {
  description = "Names the network and everything in it, for example \"crema-production\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}$", var.name))
    error_message = "The name starts with a lower-case letter and has at most 48 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "The region, for the name of the S3 endpoint's service."
  type        = string
}

variable "cidr" {
  description = "The network's addresses. Choose a range that no network overlaps to which this one may be connected."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 0)) && try(tonumber(split("/", var.cidr)[1]) >= 16 && tonumber(split("/", var.cidr)[1]) <= 22, false)
    error_message = "The range is an IPv4 network from /16 to /22, for example 10.20.0.0/16."
  }
}

variable "zones" {
  description = "The availability zones by name. Empty: the region's first ones, as many as zone_count says."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.zones) == 0 || (length(var.zones) >= 2 && length(var.zones) <= 4)
    error_message = "Two to four zones: a load balancer and a database's subnet group need at least two."
  }
}

variable "zone_count" {
  description = "How many zones to use when zones is empty."
  type        = number
  default     = 2

  validation {
    condition     = var.zone_count >= 2 && var.zone_count <= 4
    error_message = "Two to four zones: a load balancer and a database's subnet group need at least two."
  }
}

variable "nat_gateways" {
  description = "How many NAT gateways: one for each zone survives the loss of a zone, 1 is cheaper. 0 is free of charge; tasks then need public addresses of their own, which change, unless there are endpoints."
  type        = number
  default     = 1

  validation {
    condition     = var.nat_gateways >= 0 && var.nat_gateways <= (length(var.zones) > 0 ? length(var.zones) : var.zone_count)
    error_message = "At most one NAT gateway for each zone."
  }
}

variable "endpoints" {
  description = "AWS's services that tasks reach without leaving the network, for example [\"ecr.api\", \"ecr.dkr\", \"logs\"]; each costs by the hour and zone. With nat_gateways = 0 tasks then have no way to the internet at all."
  type        = list(string)
  default     = []
}

variable "flow_logs" {
  description = "Which traffic is written down, by address and port: none, rejected, all."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "rejected", "all"], var.flow_logs)
    error_message = "One of none, rejected, all."
  }
}

variable "log_retention_days" {
  description = "How long that is kept, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "A key of your own for the log of who talked to whom. Null: CloudWatch's."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
