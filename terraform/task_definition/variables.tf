variable "name" {
  description = "The family's name, for example \"crema-production-web\"."
  type        = string

  validation {
    # The longest name made of it is that of a role, "<name>-execution", for which AWS allows 64 characters.
    condition     = can(regex("^[a-z][a-z0-9-]{0,53}$", var.name))
    error_message = "The name starts with a lower-case letter and has at most 54 lower-case letters, digits and hyphens."
  }
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

variable "repository_url" {
  description = "Where the app's images are."
  type        = string
}

variable "repository_arn" {
  description = "The repository, for the right to pull."
  type        = string
}

variable "image_tag" {
  description = "The image's tag, for what nobody deploys: Terraform then owns the family that runs. Null: a deploy brings the image."
  type        = string
  default     = null
}

variable "command" {
  description = "The command as one line of shell, as a Procfile has it. Empty: the image's own."
  type        = string
}

variable "overrides" {
  description = "Other lines of shell that tasks of this family are run with, by name; see the output of the same name."
  type        = map(string)
  default     = {}
}

variable "cpu" {
  description = "CPU units: 1024 are one virtual CPU."
  type        = number

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096, 8192, 16384], var.cpu)
    error_message = "Fargate knows 256, 512, 1024, 2048, 4096, 8192 and 16384 CPU units."
  }
}

variable "memory" {
  description = "Memory in MiB. A task that needs more is killed: Fargate has no swap, a dyno has."
  type        = number

  validation {
    condition = try(contains({
      "256"   = [512, 1024, 2048]
      "512"   = [for gib in range(1, 5) : gib * 1024]
      "1024"  = [for gib in range(2, 9) : gib * 1024]
      "2048"  = [for gib in range(4, 17) : gib * 1024]
      "4096"  = [for gib in range(8, 31) : gib * 1024]
      "8192"  = [for gib in range(16, 61, 4) : gib * 1024]
      "16384" = [for gib in range(32, 121, 8) : gib * 1024]
    }[tostring(var.cpu)], var.memory), false)
    error_message = "Fargate does not have this amount of memory with this number of CPU units: 256 go with 512 to 2048 MiB, 512 with 1 to 4 GiB, 1024 with 2 to 8, 2048 with 4 to 16, 4096 with 8 to 30, 8192 with 16 to 60 in steps of 4, 16384 with 32 to 120 in steps of 8."
  }
}

variable "cpu_architecture" {
  description = "X86_64, as on Heroku, or ARM64, a fifth cheaper, if the image is built for it."
  type        = string
  default     = "X86_64"

  validation {
    condition     = contains(["X86_64", "ARM64"], var.cpu_architecture)
    error_message = "X86_64 or ARM64."
  }
}

variable "disk_gib" {
  description = "Disk of a task in GiB, gone when it ends; 20 are free of charge."
  type        = number
  default     = 20

  validation {
    condition     = var.disk_gib >= 20 && var.disk_gib <= 200
    error_message = "20 to 200 GiB."
  }
}

variable "port" {
  description = "The port that the app listens on; the app finds it in PORT. Null: it listens on none."
  type        = number
  default     = null
}

variable "outgoing_ports" {
  description = "The ports on which it may call others. Empty: all, as an app on Heroku."
  type        = list(number)
  default     = []
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

  validation {
    condition     = var.stop_timeout >= 2 && var.stop_timeout <= 120
    error_message = "Fargate waits 2 to 120 seconds."
  }
}

variable "shell_access" {
  description = "Whether a shell can be opened in the task (ECS Exec), as `heroku ps:exec` does."
  type        = bool
  default     = false
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
