variable "name" {
  description = "The estate, for the bucket's tags."
  type        = string
}

variable "region" {
  description = "The bucket's region, for example \"us-east-1\"."
  type        = string
}

variable "bucket" {
  description = "The bucket's name. Names of buckets are taken worldwide."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens."
  }
}

variable "tags" {
  description = "More tags for the bucket."
  type        = map(string)
  default     = {}
}
