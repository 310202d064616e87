locals {
  # AWS wants it shorter: its beginning, and a digest of the whole.
  site_names = {
    for app in keys(var.sites) : app =>
    length("${app}-${var.environment}") <= 36 ? "${app}-${var.environment}" : "${trim(substr("${app}-${var.environment}", 0, 30), "-")}-${substr(sha1("${app}-${var.environment}"), 0, 5)}"
  }
  # The same in the environment before, whose releases are taken over.
  tried_site_names = {
    for app, site in var.sites : app =>
    length("${app}-${site.promoted_from}") <= 36 ? "${app}-${site.promoted_from}" : "${trim(substr("${app}-${site.promoted_from}", 0, 30), "-")}-${substr(sha1("${app}-${site.promoted_from}"), 0, 5)}"
    if site.promoted_from != null
  }
  sites_promoted_from = {
    for app, site in var.sites : app =>
    site.promoted_from == null ? null : { environment = site.promoted_from, bucket_prefix = "${local.tried_site_names[app]}-" }
  }
}

# CloudFront takes certificates of us-east-1, one for each site. Who brings his own (site_certificate_arns) has none made here.
module "site_certificate" {
  source    = "../modules/certificate"
  for_each  = { for app, site in var.sites : app => site.domains if !contains(keys(var.site_certificate_arns), app) }
  providers = { aws = aws.us_east_1 }

  domains         = { for name, domain in each.value : name => domain.zone if domain.certificate }
  zone_ids        = module.dns.zone_ids
  validated_zones = local.validated_zones
  together        = true
  tags            = merge(local.tags, { App = each.key })
}

locals {
  site_certificate_arns = {
    for app in keys(var.sites) : app =>
    contains(keys(var.site_certificate_arns), app) ? var.site_certificate_arns[app] : one(values(module.site_certificate[app].issued))
  }
  # A distribution takes no name that its certificate is not for.
  site_domains = merge([
    for app, site in var.sites : {
      for name, domain in site.domains : name => merge(domain, { site = app }) if domain.certificate || contains(keys(var.site_certificate_arns), app)
    }
  ]...)
}

# Apps that are files and nothing else.
module "static_site" {
  source   = "../modules/static_site"
  for_each = var.sites

  name             = local.site_names[each.key]
  domains          = [for name, domain in local.site_domains : name if domain.site == each.key]
  certificate_arn  = local.site_certificate_arns[each.key]
  single_page      = each.value.single_page
  error_page       = each.value.error_page
  clean_urls       = each.value.clean_urls
  routes           = each.value.routes
  redirects        = each.value.redirects
  headers          = each.value.headers
  long_cache_paths = each.value.long_cache_paths
  protected        = var.protected
  tags             = merge(local.tags, { App = each.key })
}
