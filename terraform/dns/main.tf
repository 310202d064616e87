# Route 53 zones, and the records of domains in them. Until the cutover no record is touched; the records are switched by
# `leads_to`, there and back.

locals {
  found = toset([for name, zone in var.zones : name if zone.id == null && !zone.make])
  made  = toset([for name, zone in var.zones : name if zone.make])
  zone_ids = merge(
    { for name, zone in var.zones : name => zone.id if zone.id != null && !zone.make },
    { for name, zone in data.aws_route53_zone.this : name => zone.zone_id },
    { for name, zone in aws_route53_zone.this : name => zone.zone_id },
  )

  to_aws = var.leads_to == "aws"
  # What leads to Heroku by other means than a CNAME record could not be put back: it stays as it is.
  records = { for name, domain in var.domains : name => domain if local.to_aws || (var.leads_to == "heroku" && domain.heroku_target != null) }
}

data "aws_route53_zone" "this" {
  for_each = local.found

  name         = each.key
  private_zone = false
}

# Nobody asks a new zone before its name servers stand at the registrar, so that making it is harmless.
resource "aws_route53_zone" "this" {
  for_each = local.made

  name    = each.key
  comment = "Made by Terraform; its records may be made elsewhere, too."
  # A zone with records in it is not deleted.
  force_destroy = false

  tags = var.tags
}

# One resource for both states: when its type changes, the provider deletes the old record and creates the new one in one
# batch, which Route 53 applies whole or not at all. There is no moment without an answer.
resource "aws_route53_record" "this" {
  for_each = local.records

  zone_id = local.zone_ids[each.value.zone]
  name    = each.key
  type    = local.to_aws ? "A" : "CNAME"
  ttl     = local.to_aws ? null : var.ttl
  records = local.to_aws ? null : [each.value.heroku_target]

  dynamic "alias" {
    for_each = local.to_aws ? [each.value.target == null ? var.load_balancer : each.value.target] : []
    content {
      name                   = alias.value.dns_name
      zone_id                = alias.value.zone_id
      evaluate_target_health = false
    }
  }

  # Takes over the record that is there, as long as it has the same type. Another type is refused, and stays.
  allow_overwrite = true
}
