variable "app" {
  description = "The app, for example \"crema\"."
  type        = string
}

variable "environment" {
  description = "The environment, for example \"production\"."
  type        = string
}

variable "cluster_arn" {
  description = "The cluster; its region and account narrow the policies."
  type        = string
}

variable "repository_url" {
  description = "Where the app's images are pushed."
  type        = string
}

variable "dockerfile" {
  description = "Where the Dockerfile stands in the app's folder. The image is built in the folder of the Dockerfile, as at Heroku."
  type        = string
  default     = "Dockerfile"
}

variable "repository_arn" {
  description = "The repository, for the policies."
  type        = string
}

variable "container_name" {
  description = "The container that gets the new image."
  type        = string
  default     = "app"
}

variable "cpu_architecture" {
  description = "What images are built for: X86_64 or ARM64."
  type        = string
  default     = "X86_64"
}

variable "services" {
  description = "The services by name: families, how many tasks the first deploy starts, and between how many at the least it scales by itself."
  type = map(object({
    family          = string
    template_family = string
    tasks           = optional(number, 1)
    scales_from     = optional(number)
  }))
}

variable "run" {
  description = "The one-off task: families, the network it runs in, where its output goes."
  type = object({
    family           = string
    template_family  = string
    log_group        = string
    subnets          = list(string)
    security_groups  = list(string)
    public_addresses = bool
  })
}

variable "release" {
  description = "What runs once with the new image before anything changes: a container's command, and for how long at most. Null: nothing."
  type = object({
    command         = list(string)
    timeout_minutes = optional(number, 60)
  })
  default = null
}

variable "jobs" {
  description = "The families of the scheduled jobs. Null: there are none."
  type = object({
    family          = string
    template_family = string
  })
  default = null
}

variable "role_arns" {
  description = "The roles of all these tasks, which a deploy passes on."
  type        = list(string)
}

variable "build_settings" {
  description = "Settings in the Parameter Store whose values the build of the image reads, such as a token for private gems."
  type        = list(string)
  default     = []
}

variable "build_secrets" {
  description = "Those that are kept in Secrets Manager, by name with their ARNs."
  type        = map(string)
  default     = {}
}

variable "assets" {
  description = "Static files that a build uploads: the bucket, their folder in the image below /app, and the path below which they are asked for. Null: the app serves them itself."
  type = object({
    bucket = string
    folder = string
    path   = string
  })
  default = null
}

variable "promoted_from" {
  description = "The environment whose images are taken over as they are, with its repository's name; both are in this account and region. Null: images are built for this environment."
  type = object({
    environment = string
    repository  = string
  })
  default = null
}

variable "kms_key_arn" {
  description = "Your own key, if the build's settings are encrypted by it."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
