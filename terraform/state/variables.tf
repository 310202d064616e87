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

variable "account_id" {
  description = "The account, twelve digits: Terraform refuses to work in another. Null: whichever the login belongs to."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^\\d{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "tags" {
  description = "More tags for the bucket."
  type        = map(string)
  default     = {}
}
