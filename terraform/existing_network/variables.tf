variable "name" {
  description = "The network's name, as the module network was given it, for example \"crema-production\"."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}$", var.name))
    error_message = "The name starts with a lower-case letter and has at most 48 lower-case letters, digits and hyphens."
  }
}
