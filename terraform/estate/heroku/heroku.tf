# The apps as they run at Heroku, taken into Terraform as they are: nothing is made, and the plan of the first apply shows
# imports and no change. Settings are not in it: neither here nor in the state.

terraform {
  # Write-only arguments, which keep a value out of the state, came with 1.11.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
    heroku = {
      source  = "heroku/heroku"
      version = "~> 5.2"
    }
  }
}

# The login comes from HEROKU_API_KEY or ~/.netrc. Unless it is told otherwise the provider copies all config vars of an app
# and of its add-ons into the state, passwords too.
provider "heroku" {
  customizations {
    set_app_all_config_vars_in_state = false
    set_addon_config_vars_in_state   = false
  }
}

import {
  for_each = var.apps
  to       = heroku_app.this[each.key]
  id       = each.value.id
}

resource "heroku_app" "this" {
  for_each = var.apps

  name   = each.key
  region = each.value.region
  stack  = each.value.stack
  space  = each.value.space
  acm    = each.value.acm

  dynamic "organization" {
    for_each = each.value.team == null ? [] : [each.value.team]
    content {
      name = organization.value
    }
  }

  # It still serves; `dynolift decommission` ends it.
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [config_vars, sensitive_config_vars, buildpacks]
  }
}

import {
  for_each = var.addons
  to       = heroku_addon.this[each.key]
  id       = each.value.id
}

resource "heroku_addon" "this" {
  for_each = var.addons

  app_id = heroku_app.this[each.value.app].id
  name   = each.key
  plan   = each.value.plan

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [config]
  }
}

import {
  for_each = var.formation
  to       = heroku_formation.this[each.key]
  id       = "${var.apps[each.value.app].id}:${each.value.type}"
}

resource "heroku_formation" "this" {
  for_each = var.formation

  app_id   = heroku_app.this[each.value.app].id
  type     = each.value.type
  quantity = each.value.quantity
  size     = each.value.size

  # Heroku scales, or somebody does, and a cutover stops dynos.
  lifecycle {
    ignore_changes = [quantity]
  }
}

import {
  for_each = var.domains
  to       = heroku_domain.this[each.key]
  id       = "${var.apps[each.value.app].id}:${each.key}"
}

resource "heroku_domain" "this" {
  for_each = var.domains

  app_id   = heroku_app.this[each.value.app].id
  hostname = each.key

  lifecycle {
    prevent_destroy = true
    ignore_changes  = [sni_endpoint_id]
  }
}
