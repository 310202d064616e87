variable "name" {
  description = "Begins the names of what is made, for example \"crema-production\"."
  type        = string

  validation {
    condition     = length(var.name) <= 55
    error_message = "A role's name has at most 64 characters, and this is its beginning: at most 55."
  }
}

variable "app" {
  description = "The app, for example \"crema\"."
  type        = string
}

variable "environment" {
  description = "The environment, for example \"production\"."
  type        = string
}

variable "service" {
  description = "Who builds and deploys: github, semaphore or codepipeline."
  type        = string

  validation {
    condition     = contains(["github", "semaphore", "codepipeline"], var.service)
    error_message = "One of github, semaphore, codepipeline."
  }
}

variable "repository" {
  description = "The code's repository, owner/name; no other may deploy."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+$", var.repository))
    error_message = "Write the repository as its host does: owner/name, without a star."
  }
}

variable "branch" {
  description = "The branch whose commits are deployed; no other is."
  type        = string
  default     = "main"

  validation {
    condition     = can(regex("^[A-Za-z0-9_./-]+$", var.branch))
    error_message = "One branch, without a star."
  }
}

variable "organization" {
  description = "At Semaphore: acme for acme.semaphoreci.com."
  type        = string
  default     = null

  validation {
    condition     = var.organization == null ? true : can(regex("^[a-z0-9-]+$", var.organization))
    error_message = "The first part of the organization's address, without a star."
  }
}

variable "host" {
  description = "For CodePipeline: where the repository is, GitHub, GitLab or Bitbucket."
  type        = string
  default     = "GitHub"
}

variable "connection_arn" {
  description = "For CodePipeline: a connection to the host that is there already. Null: one is made, and a person lets it in."
  type        = string
  default     = null
}

variable "approval" {
  description = "For CodePipeline: whether a person lets each commit in, as with a promotion at Heroku."
  type        = bool
  default     = false
}

variable "site" {
  description = "Whether the app is files and nothing else, which are built without Docker."
  type        = bool
  default     = false
}

variable "promoted_from" {
  description = "For CodePipeline: the environment whose image or release of the commit is taken over. Null: it is built."
  type        = string
  default     = null
}

variable "cluster_arn" {
  description = "The cluster; its region and account narrow the roles."
  type        = string
}

variable "cpu_architecture" {
  description = "What images are built for, X86_64 or ARM64."
  type        = string
  default     = "X86_64"
}

variable "build_policy_json" {
  description = "What a build may do: the module deployment says it."
  type        = string
}

variable "deploy_policy_json" {
  description = "What a deploy may do: the module deployment says it."
  type        = string
}

variable "log_retention_days" {
  description = "How long the output of builds is kept, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "A key of your own for the output of builds, and for what CodePipeline hands from stage to stage. Null: AWS's."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
