variable "name" {
  description = "The estate's environment, for example \"crema-production\": it begins the roles' names, and is the tag Estate of all that they may touch."
  type        = string

  validation {
    # Its longest derivative is the role "<name>-break-glass".
    condition     = can(regex("^[a-z]([a-z0-9-]{0,46}[a-z0-9])?$", var.name)) && !strcontains(var.name, "--")
    error_message = "The name has at most 48 lower-case letters, digits and single hyphens and begins with a letter."
  }
}

variable "environment" {
  description = "The environment, for example \"production\": the tag Environment of all that the roles may touch."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.environment))
    error_message = "The environment has at most 20 lower-case letters, digits and hyphens."
  }
}

variable "apps" {
  description = "The apps whose tasks' roles are passed on by whoever deploys or runs a command."
  type        = set(string)
}

variable "asset_buckets" {
  description = "The buckets that builds upload static files to; a list, as its length is known before their names are."
  type        = list(string)
  default     = []
}

variable "sites" {
  description = "The static sites by name, as site_deployment is given them: what holds their files, and whose releases are taken over; null where they are built for this environment."
  type = map(object({
    bucket           = string
    distribution_arn = string
    promoted_from    = optional(object({ environment = string, bucket_prefix = string }))
  }))
  default = {}
}

variable "promoted_from" {
  description = "The environments whose images are taken over in place of building: what begins the names of their repositories, by the environment, for example { staging = \"crema-staging\" }."
  type        = map(string)
  default     = {}
}

variable "cluster_arn" {
  description = "The ECS cluster."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:ecs:[a-z0-9-]+:[0-9]{12}:cluster/.+$", var.cluster_arn))
    error_message = "The ARN of an ECS cluster, for example arn:aws:ecs:us-east-1:123456789012:cluster/crema-production."
  }
}

variable "sessions_log_group_arn" {
  description = "The log group in which shells are kept."
  type        = string
}

variable "principals" {
  description = "Who may take the roles on: accounts or users of IAM, who need a second factor, or SAML providers, which ask for it themselves. Empty: users of this account."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.principals : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(root|user/.+|saml-provider/.+)$", arn))])
    error_message = "The ARN of an account (arn:aws:iam::123456789012:root), a user or a SAML provider. A role has no second factor and no person's name to show, and would be refused."
  }
}

variable "session_hours" {
  description = "How long a role is had before one logs in again, in hours. Break-glass: one hour."
  type        = number
  default     = 1

  validation {
    condition     = var.session_hours >= 1 && var.session_hours <= 12 && floor(var.session_hours) == var.session_hours
    error_message = "1 to 12 hours, whole ones."
  }
}

variable "trail" {
  description = "Whether the account's trail is made here, with the alarms that look at it. An account needs one, and pays for a second."
  type        = bool
  default     = true
}

variable "keep_days" {
  description = "How long the trail is kept, and cannot be changed by anybody, in days."
  type        = number
  default     = 400

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.keep_days)
    error_message = "CloudWatch knows 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827 and some more days."
  }
}

variable "lock_mode" {
  description = "GOVERNANCE: the trail's lock can be lifted by whoever may change the bucket's policy. COMPLIANCE: by nobody, the account's root included, before its days are over."
  type        = string
  default     = "GOVERNANCE"

  validation {
    condition     = contains(["GOVERNANCE", "COMPLIANCE"], var.lock_mode)
    error_message = "One of GOVERNANCE, COMPLIANCE."
  }
}

variable "addresses" {
  description = "E-mail addresses that are told when break-glass or the account's root is used, or the trail is changed. AWS sends each a letter first, with a link to follow."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.addresses : can(regex("^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$", address))])
    error_message = "An e-mail address reads name@example.com."
  }
}

variable "protected" {
  description = "Whether the trail survives a `terraform destroy`. False for environments to throw away."
  type        = bool
  default     = true
}

variable "kms_key_arn" {
  description = "Your own key, if settings are encrypted by it: who reads or writes them may use it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
