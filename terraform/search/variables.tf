variable "name" {
  description = "The domain's name, for example \"crema-production-search\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,27}$", var.name))
    error_message = "AWS allows 3 to 28 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets without a route to the internet, each in another zone; the domain takes as many as it has nodes."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "A domain needs a subnet."
  }
}

variable "client_security_group_ids" {
  description = "Who may connect: security groups by a name that says whose they are."
  type        = map(string)
  default     = {}
}

variable "engine_version" {
  description = "The version: of OpenSearch, or 7.10, the last Elasticsearch that AWS runs."
  type        = string
  default     = "OpenSearch_2.19"

  validation {
    condition     = can(regex("^(OpenSearch_[1-9][.][0-9]+|Elasticsearch_7[.]10)$", var.engine_version))
    error_message = "A version looks like OpenSearch_2.19, or is Elasticsearch_7.10."
  }
}

variable "instance_type" {
  description = "The nodes' type, for example t3.small.search."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]+[.][a-z0-9]+[.]search$", var.instance_type)) && !startswith(var.instance_type, "t2.")
    error_message = "A node's type looks like t3.small.search; those of t2 cannot encrypt."
  }
}

variable "nodes" {
  description = "How many nodes, 1 to 3: with two the search goes on when one fails, with three it also agrees who leads."
  type        = number
  default     = 1

  validation {
    condition     = var.nodes >= 1 && var.nodes <= 3
    error_message = "One node to three."
  }
}

variable "storage_gib" {
  description = "The disk of each node, in GiB."
  type        = number
  default     = 10

  validation {
    condition     = var.storage_gib >= 10 && var.storage_gib <= 1024
    error_message = "10 to 1024 GiB."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 30
}

variable "log_kms_key_arn" {
  description = "A key of your own for the logs. Null: CloudWatch's."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "A key of your own for what is stored. Null: AWS's key. It cannot be changed later."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
