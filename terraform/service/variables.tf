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

variable "command" {
  description = "The command as one line of shell, as a Procfile has it. Empty: the image's own."
  type        = string
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

variable "port" {
  description = "The port that the app listens on; the app finds it in PORT. Null: it listens on none."
  type        = number
  default     = null
}

variable "load_balancer" {
  description = "The load balancer's security group and this service's target group. Null: no requests come from outside."
  type = object({
    security_group_id = string
    target_group_arn  = string
  })
  default = null
}

variable "singleton" {
  description = "Whether two may never run at the same time, not even during a deploy: clock processes."
  type        = bool
  default     = false
}

variable "start_timeout" {
  description = "Seconds a new task has before its health counts. Heroku gives an app 60 to bind its port."
  type        = number
  default     = 90

  validation {
    condition     = var.start_timeout >= 60 && var.start_timeout <= 3600
    error_message = "60 to 3600 seconds."
  }
}

variable "autoscaling" {
  description = "Between how many tasks the service scales by itself, and the CPU use it aims at. Null: as many as the deploy says."
  type = object({
    minimum     = number
    maximum     = number
    cpu_percent = optional(number, 60)
  })
  default = null

  validation {
    condition     = var.autoscaling == null ? true : var.autoscaling.minimum <= var.autoscaling.maximum
    error_message = "The minimum is not above the maximum."
  }
}

variable "deployed" {
  description = "Whether a deploy has started tasks: before, a service that scales by itself has no minimum."
  type        = bool
  default     = false
}

variable "spot" {
  description = "Whether tasks run on spare capacity, at about a third of the price: AWS stops them with two minutes' notice when it needs it back, and may have none. For workers whose jobs are tried again. The cluster needs the same."
  type        = bool
  default     = false
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

variable "sessions_key_arn" {
  description = "The key that encrypts sessions in tasks, as the cluster has it. Null: AWS's keys."
  type        = string
  default     = null
}

variable "sessions_log_group_arn" {
  description = "Where what is typed in such a shell is kept."
  type        = string
  default     = null
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
