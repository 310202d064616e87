variable "name" {
  description = "The family's name, for example \"crema-production-web\"."
  type        = string
}

variable "container_name" {
  description = "The container's name inside the task: schedules and deploys refer to it."
  type        = string
  default     = "app"
}

variable "cluster_arn" {
  description = "The cluster the tasks run in; its region and account narrow the roles."
  type        = string
}

variable "vpc_id" {
  description = "The network."
  type        = string
}

variable "subnet_ids" {
  description = "The network's subnets for tasks, one for each zone."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) > 0
    error_message = "At least one subnet."
  }
}

variable "public_addresses" {
  description = "Whether tasks get public addresses: only in a network without NAT gateways."
  type        = bool
  default     = false
}

variable "repository_url" {
  description = "Where the app's images are."
  type        = string
}

variable "repository_arn" {
  description = "The repository, for the right to pull."
  type        = string
}

variable "jobs" {
  description = "What runs when, by name, and the environment that it has beside the others'. A command is one line of shell; an expression is EventBridge's: rate(10 minutes), cron(0 9 * * ? *)."
  type = map(object({
    command     = string
    expression  = string
    timezone    = optional(string, "UTC")
    retries     = optional(number, 2)
    enabled     = optional(bool, true)
    environment = optional(map(string), {})
  }))
  default = {}

  validation {
    condition     = alltrue([for name in keys(var.jobs) : can(regex("^[A-Za-z0-9_.-]{1,64}$", name))])
    error_message = "A job's name has at most 64 letters, digits, dots, hyphens and underscores."
  }
  validation {
    condition = alltrue([
      for job in values(var.jobs) : can(regex("^(rate\\([1-9][0-9]* (minute|minutes|hour|hours|day|days)\\)|cron\\(\\S+ \\S+ \\S+ \\S+ \\S+ \\S+\\)|at\\([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\))$", job.expression))
    ])
    error_message = "An expression is rate(N minutes|hours|days), cron(minute hour day month weekday year) or at(yyyy-mm-ddThh:mm:ss)."
  }
  validation {
    condition = alltrue([
      for job in values(var.jobs) : startswith(job.expression, "cron(") ? try(
        (split(" ", trimsuffix(job.expression, ")"))[2] == "?") != (split(" ", trimsuffix(job.expression, ")"))[4] == "?"), false
      ) : true
    ])
    error_message = "In cron(minute hour day month weekday year) either the day or the weekday is a question mark, not both."
  }
  validation {
    condition     = alltrue([for job in values(var.jobs) : trimspace(job.command) != "" && job.retries >= 0 && job.retries <= 185])
    error_message = "A job has a command, and 0 to 185 retries."
  }
}

variable "awake" {
  description = "Whether jobs run: true from the cutover on, when they run nowhere else. One that is not enabled sleeps on."
  type        = bool
  default     = false
}

variable "cpu" {
  description = "CPU units: 1024 are one virtual CPU."
  type        = number
}

variable "memory" {
  description = "Memory in MiB. A task that needs more is killed: Fargate has no swap, a dyno has."
  type        = number
}

variable "cpu_architecture" {
  description = "X86_64, as on Heroku, or ARM64, a fifth cheaper, if the image is built for it."
  type        = string
  default     = "X86_64"
}

variable "disk_gib" {
  description = "Disk of a task in GiB, gone when it ends; 20 are free of charge."
  type        = number
  default     = 20
}

variable "environment" {
  description = "Settings that are no secrets."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Settings by name, each with the ARN of the parameter or secret that holds its value."
  type        = map(string)
  default     = {}
}

variable "readable_secret_arns" {
  description = "What the execution role may read, for example all parameters of a path. Null: exactly the secrets."
  type        = list(string)
  default     = null
}

variable "stop_timeout" {
  description = "Seconds between SIGTERM and SIGKILL. Heroku gives 30; a worker's own timeout has to be shorter."
  type        = number
  default     = 30
}

variable "task_policy_json" {
  description = "What the app may do on AWS by itself, as a policy. Null: nothing."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "How long the log is kept, in days."
  type        = number
  default     = 30
}

variable "kms_key_arn" {
  description = "A key of your own for logs and secrets. Null: AWS's keys."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags for everything in this module."
  type        = map(string)
  default     = {}
}
