variable "name" {
  description = "Names the distribution and begins the bucket's name, for example \"crema-production-site\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,35}$", var.name))
    error_message = "The name has at most 36 lower-case letters, digits and hyphens and begins with a letter."
  }
}

variable "domains" {
  description = "What visitors call the site by. They are used once there is a certificate."
  type        = list(string)
  default     = []
}

variable "certificate_arn" {
  description = "A certificate of us-east-1 for the domains, wherever the bucket is. Null: the site has CloudFront's own name, and CloudFront's oldest TLS."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:aws[a-z-]*:acm:us-east-1:", var.certificate_arn))
    error_message = "CloudFront takes certificates of us-east-1 alone."
  }
}

variable "single_page" {
  description = "Whether what is not there is answered with index.html, for an app that knows its addresses itself."
  type        = bool
  default     = false
}

variable "error_page" {
  description = "What is shown for what is not there, for example /404.html. Null: CloudFront's own words."
  type        = string
  default     = null

  validation {
    condition     = var.error_page == null ? true : startswith(var.error_page, "/")
    error_message = "A page begins with /."
  }
}

variable "clean_urls" {
  description = "Whether /about is the file about.html."
  type        = bool
  default     = false
}

variable "redirects" {
  description = "Addresses that have moved, each exactly as it is asked for."
  type = map(object({
    url    = string
    status = optional(number, 301)
  }))
  default = {}

  validation {
    condition     = alltrue([for redirect in values(var.redirects) : contains([301, 302], redirect.status)])
    error_message = "A redirect is 301, for good, or 302, for now."
  }
}

variable "routes" {
  description = "In order: what is asked for (* is one step, ** all below), and the file that answers; a file that ends with / leaves it as it is."
  type = list(object({
    path = string
    file = string
  }))
  default = []
}

variable "headers" {
  description = "Headers by path: /* for everything, or one of CloudFront's patterns. A path's own replace those of /*."
  type        = map(map(string))
  default     = {}
}

variable "long_cache_paths" {
  description = "Where files have a digest in their name and are kept for a year, for example /assets/*."
  type        = list(string)
  default     = ["/assets/*"]
}

variable "old_version_days" {
  description = "For how long replaced and deleted files can be had back, in days."
  type        = number
  default     = 30
}

variable "release_days" {
  description = "For how long releases are kept, to be shown again or taken over by the next environment, in days."
  type        = number
  default     = 90
}

variable "logs_bucket_domain_name" {
  description = "The bucket for access logs, made elsewhere, by its domain name. Null: there are none."
  type        = string
  default     = null
}

variable "price_class" {
  description = "Where visitors are served from: PriceClass_100 is North America and Europe."
  type        = string
  default     = "PriceClass_100"

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.price_class)
    error_message = "PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "web_acl_arn" {
  description = "A WAF web ACL of the scope CLOUDFRONT. Null: none."
  type        = string
  default     = null
}

variable "protected" {
  description = "Whether the bucket keeps its files against a `terraform destroy`."
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
