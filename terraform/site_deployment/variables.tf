variable "app" {
  description = "The site, for example \"kiosk-site\"."
  type        = string
}

variable "environment" {
  description = "The environment, for example \"production\"."
  type        = string
}

variable "region" {
  description = "Where the parameter is; CloudFront has no region."
  type        = string
}

variable "bucket" {
  description = "Where releases and files go."
  type        = string
}

variable "distribution_arn" {
  description = "What forgets what it kept of the release before; its account narrows the policies."
  type        = string
}

variable "long_cache_paths" {
  description = "Where files have a digest in their name: browsers keep them for a year, and CloudFront forgets none."
  type        = list(string)
  default     = ["/assets/*"]
}

variable "promoted_from" {
  description = "The environment whose releases are taken over as they are, with the beginning of its bucket's name; both are in this account and region. Null: releases are built for this environment."
  type = object({
    environment   = string
    bucket_prefix = string
  })
  default = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
