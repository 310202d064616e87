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
}

# Apps that are files and nothing else.
module "static_site" {
  source   = "../modules/static_site"
  for_each = var.sites

  name             = local.site_names[each.key]
  domains          = each.value.domains
  certificate_arn  = lookup(var.site_certificate_arns, each.key, null)
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
