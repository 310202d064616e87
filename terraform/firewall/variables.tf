variable "name" {
  description = "Names the firewall, for example \"crema-production\"."
  type        = string
}

variable "load_balancer_arn" {
  description = "The load balancer that it stands in front of."
  type        = string
}

variable "blocks" {
  description = "Whether it refuses what its rules find. False: it only counts, to see whom it would refuse."
  type        = bool
  default     = false
}

variable "requests_in_five_minutes" {
  description = "How often one address may ask in five minutes. Offices and mobile networks share one address among many people."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_in_five_minutes >= 10 && var.requests_in_five_minutes <= 2000000000
    error_message = "AWS counts from 10 to 2000000000."
  }
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
