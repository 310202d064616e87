variable "domains" {
  description = "The names to be certified, each with the DNS zone that it stands in. A name may begin with \"*.\"."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.domains) : can(regex("^(\\*\\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9])?\\.)+[a-z0-9-]{2,}$", name))])
    error_message = "A domain is written in small letters as DNS has it, such as \"www.crema.example\" or \"*.crema.example\"."
  }
  validation {
    condition     = alltrue([for name, zone in var.domains : trimprefix(name, "*.") == zone || endswith(name, ".${zone}")])
    error_message = "A domain stands in a zone whose name it ends with."
  }
}

variable "zone_ids" {
  description = "The Route 53 zones among them, by name: validation records are made there. Those of other zones are an output."
  type        = map(string)
  default     = {}
}

variable "validated_zones" {
  description = "The zones whose validation records are there, or are made here: their certificates are waited for."
  type        = list(string)
  default     = []
}

variable "together" {
  description = "Whether all names are on one certificate, called \"all\", for what takes no second one, as CloudFront; it waits for all their zones."
  type        = bool
  default     = false
}

variable "names_per_certificate" {
  description = "How many names ACM puts into one certificate: the account's quota, 10 unless AWS has raised it; not asked for together."
  type        = number
  default     = 10

  validation {
    condition     = var.names_per_certificate >= 1 && var.names_per_certificate <= 100
    error_message = "ACM allows at most 100 names."
  }
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
