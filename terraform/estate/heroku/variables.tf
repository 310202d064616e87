variable "name" {
  description = "The estate."
  type        = string
}

variable "region" {
  description = "The AWS region, for the provider."
  type        = string
}

variable "account_id" {
  description = "The AWS account that the apps use from Heroku; only needed for users."
  type        = string
  default     = null
}

variable "apps" {
  description = "The apps by name, as they are, with Heroku's ids."
  type = map(object({
    id     = string
    region = string
    stack  = optional(string)
    space  = optional(string)
    acm    = optional(bool)
    team   = optional(string)
  }))
}

variable "addons" {
  description = "Their add-ons by name: whose bill it is on, which plan, and Heroku's id."
  type = map(object({
    app  = string
    plan = string
    id   = string
  }))
  default = {}
}

variable "formation" {
  description = "Their process types: app/type."
  type = map(object({
    app      = string
    type     = string
    quantity = number
    size     = string
  }))
  default = {}
}

variable "domains" {
  description = "Their domains by host name."
  type = map(object({
    app = string
  }))
  default = {}
}

variable "aws_users" {
  description = "The apps that get a login to AWS, each with what it uses there."
  type = map(object({
    buckets = optional(list(string), [])
    queues  = optional(list(string), [])
    topics  = optional(list(string), [])
    tables  = optional(list(string), [])
  }))
  default = {}
}
