# The domains: DNS zones, certificates, and the records that lead visitors here. What changes while an estate moves stands
# in domains.auto.tfvars: validated_zones, dns_leads_to, plain_http_from. Without domains nothing here makes anything.

module "dns" {
  source = "../dns"

  zones = var.zones
  domains = merge(
    {
      for name, domain in var.domains : name => { zone = domain.zone, heroku_target = domain.heroku_target, target = null }
      if contains(keys(var.zones), domain.zone)
    },
    {
      for name, domain in local.site_domains : name => {
        zone          = domain.zone
        heroku_target = domain.heroku_target
        target        = { dns_name = module.static_site[domain.site].domain_name, zone_id = module.static_site[domain.site].zone_id }
      } if contains(keys(var.zones), domain.zone)
    },
  )
  leads_to = var.dns_leads_to
  tags     = local.tags

  load_balancer = length(local.targets) == 0 ? null : {
    dns_name = module.load_balancer[0].dns_name
    zone_id  = module.load_balancer[0].zone_id
  }
}

module "certificate" {
  source = "../certificate"

  domains               = { for name, domain in var.domains : name => domain.zone if domain.certificate }
  zone_ids              = module.dns.zone_ids
  validated_zones       = local.validated_zones
  names_per_certificate = var.names_per_certificate
  tags                  = local.tags
}

locals {
  # A zone that exists in Route 53 gets its records in this very apply; for the others somebody says so.
  validated_zones = concat([for name, zone in var.zones : name if !zone.make], var.validated_zones)

  certificate_arns = merge(
    module.certificate.issued,
    { for index, arn in var.own_certificate_arns : format("own-%02d", index + 1) => arn },
  )
}
