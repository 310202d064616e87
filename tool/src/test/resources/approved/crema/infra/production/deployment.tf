# What each app's deploys have to know and may do, and the pipelines that deploy where no person does.

# What each deploy leaves behind for the next, and for the scaling of services: how many tasks were planned of each.
resource "aws_ssm_parameter" "deployed" {
  for_each = var.apps

  name           = "/deploy/${each.key}/${var.environment}/deployed"
  description    = "How many tasks of ${each.key} were planned at its last deploy in ${var.environment}. Written by deploys."
  type           = "String"
  insecure_value = "{}"

  tags = merge(local.tags, { App = each.key })

  lifecycle {
    # Up to 4 KB is free of charge; a larger value makes it an advanced one by itself.
    ignore_changes = [insecure_value, tier]
  }
}

locals {
  deployed = { for app, parameter in aws_ssm_parameter.deployed : app => try(jsondecode(parameter.insecure_value).services, {}) }
}

module "deployment" {
  source   = "../modules/deployment"
  for_each = var.apps

  app              = each.key
  environment      = var.environment
  cluster_arn      = module.cluster.arn
  repository_url   = module.cluster.repository_urls[each.key]
  repository_arn   = module.cluster.repository_arns[each.key]
  container_name   = module.task[each.key].container_name
  build_settings   = [for name in each.value.build_settings : name if try(each.value.settings[name].store, "parameter") == "parameter"]
  build_secrets    = { for name in each.value.build_settings : name => module.parameters[each.key].arns[name] if try(each.value.settings[name].store, "parameter") == "secret" }
  dockerfile       = each.value.dockerfile
  promoted_from    = each.value.promoted_from
  cpu_architecture = var.cpu_architecture
  assets           = !contains(keys(local.assets), each.key) ? null : { bucket = module.assets[each.key].bucket, folder = each.value.assets.folder, path = each.value.assets.path }
  kms_key_arn      = var.kms_key_arn
  tags             = merge(local.tags, { App = each.key })

  services = {
    for key, service in local.services : service.name => {
      family          = module.service[key].family
      template_family = module.service[key].template_family
      tasks           = service.tasks
      scales_from     = service.autoscaling == null ? null : service.autoscaling.minimum
    } if service.app == each.key
  }

  run = {
    family           = module.task[each.key].family
    template_family  = module.task[each.key].template_family
    log_group        = module.task[each.key].log_group_name
    subnets          = local.network.task_subnet_ids
    security_groups  = [module.task[each.key].security_group_id]
    public_addresses = local.network.tasks_need_public_addresses
  }

  release = each.value.release == null ? null : {
    command         = module.task[each.key].commands["release"]
    timeout_minutes = each.value.release.timeout_minutes
  }

  jobs = !contains(keys(local.schedules), each.key) ? null : {
    family          = module.schedule[each.key].family
    template_family = module.schedule[each.key].template_family
  }

  role_arns = concat(
    flatten([for key, service in local.services : module.service[key].role_arns if service.app == each.key]),
    module.task[each.key].role_arns,
    contains(keys(local.schedules), each.key) ? module.schedule[each.key].role_arns : [],
  )
}

module "site_deployment" {
  source   = "../modules/site_deployment"
  for_each = var.sites

  app              = each.key
  environment      = var.environment
  region           = var.region
  bucket           = module.static_site[each.key].bucket
  distribution_arn = module.static_site[each.key].distribution_arn
  long_cache_paths = each.value.long_cache_paths
  promoted_from    = local.sites_promoted_from[each.key]
  tags             = merge(local.tags, { App = each.key })
}

# An account knows an issuer of tokens once, so one environment makes it for all.
resource "aws_iam_openid_connect_provider" "this" {
  for_each = var.oidc_issuers

  url            = "https://${each.key}"
  client_id_list = [each.value]

  tags = local.tags
}

locals {
  pipelines = merge(
    { for app, settings in var.apps : app => settings.pipeline if settings.pipeline != null },
    { for site, settings in var.sites : site => settings.pipeline if settings.pipeline != null },
  )
  policies = merge(
    { for app, deployment in module.deployment : app => { build = deployment.build_policy_json, deploy = deployment.deploy_policy_json } },
    { for site, deployment in module.site_deployment : site => { build = deployment.build_policy_json, deploy = deployment.deploy_policy_json } },
  )
}

module "pipeline" {
  source   = "../modules/pipeline"
  for_each = local.pipelines

  name               = "${each.key}-${var.environment}"
  app                = each.key
  environment        = var.environment
  service            = each.value.service
  repository         = each.value.repository
  branch             = each.value.branch
  organization       = each.value.organization
  host               = each.value.host
  connection_arn     = each.value.connection_arn
  approval           = each.value.approval
  promoted_from      = try(var.apps[each.key].promoted_from.environment, var.sites[each.key].promoted_from, null)
  site               = contains(keys(var.sites), each.key)
  cluster_arn        = module.cluster.arn
  cpu_architecture   = var.cpu_architecture
  build_policy_json  = local.policies[each.key].build
  deploy_policy_json = local.policies[each.key].deploy
  log_retention_days = var.log_retention_days
  kms_key_arn        = var.kms_key_arn
  tags               = merge(local.tags, { App = each.key })

  depends_on = [aws_iam_openid_connect_provider.this]
}
