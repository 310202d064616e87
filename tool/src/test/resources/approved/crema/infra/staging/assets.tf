# Static files of apps that CloudFront serves in the apps' place. A build uploads them and deletes none, so that pages of the
# release before still find theirs. The app learns CloudFront's address by a variable.

locals {
  assets = { for app, settings in var.apps : app => settings.assets if settings.assets != null }

  asset_names = {
    for app in keys(local.assets) : app =>
    length("${app}-${var.environment}-assets") <= 36 ? "${app}-${var.environment}-assets" : "${trim(substr("${app}-${var.environment}", 0, 23), "-")}-${substr(sha1("${app}-${var.environment}"), 0, 5)}-assets"
  }
  asset_environments = {
    for app in keys(var.apps) : app => { for key, site in module.assets : local.assets[key].variable => "https://${site.domain_name}" if key == app }
  }

  # Fonts and modules of another host are refused by browsers without it. A path's own headers replace those of all.
  asset_headers = { Access-Control-Allow-Origin = "*" }
}

module "assets" {
  source   = "../modules/static_site"
  for_each = local.assets

  name             = local.asset_names[each.key]
  headers          = { for path in concat(["/*"], each.value.long_cache_paths) : path => local.asset_headers }
  long_cache_paths = each.value.long_cache_paths
  protected        = var.protected
  tags             = merge(local.tags, { App = each.key })
}
