variable "name" {
  description = "The user's name, for example \"heroku-crema\"."
  type        = string

  validation {
    condition     = can(regex("^[\\w+=,.@-]{1,64}$", var.name))
    error_message = "A user's name has at most 64 letters, digits and a few signs."
  }
}

variable "account_id" {
  description = "The account that queues, topics and tables are in: twelve digits."
  type        = string

  validation {
    condition     = can(regex("^\\d{12}$", var.account_id))
    error_message = "An account has twelve digits."
  }
}

variable "buckets" {
  description = "S3 buckets whose files the app reads, writes and deletes."
  type        = list(string)
  default     = []
}

variable "queues" {
  description = "SQS queues that the app sends to and receives from, by name."
  type        = list(string)
  default     = []
}

variable "topics" {
  description = "SNS topics that the app publishes in, by name."
  type        = list(string)
  default     = []
}

variable "tables" {
  description = "DynamoDB tables whose items the app reads and writes, by name."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
