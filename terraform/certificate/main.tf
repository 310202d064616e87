# Certificates for the domains of an environment, which ACM issues and renews. Each DNS zone has certificates of its own:
# a zone whose records somebody has yet to make keeps no other waiting. Together they wait for all, for what takes one alone.

locals {
  # A wildcard covers what stands one label below it; such a name need not be on the certificate beside it.
  named = {
    for name, zone in var.domains : name => zone
    if startswith(name, "*.") || lookup(var.domains, replace(name, "/^[^.]+/", "*"), null) != zone
  }

  # The shortest name first: it becomes the common name, which has 64 characters at most.
  by_zone = {
    for zone in distinct(values(local.named)) : zone => [
      for entry in sort([for name, its in local.named : format("%03d %s", length(name), name) if its == zone]) :
      split(" ", entry)[1]
    ]
  }

  # crema.example, and when its names do not fit into one certificate, crema.example-2.
  apart = merge([
    for zone, names in local.by_zone : {
      for index, some in chunklist(names, var.names_per_certificate) :
      index == 0 ? zone : "${zone}-${index + 1}" => { zone = zone, names = some }
    }
  ]...)
  certificates = !var.together ? local.apart : {
    for zones in [sort(distinct(values(local.named)))] : "all" => { zone = join(", ", zones), names = flatten([for zone in zones : local.by_zone[zone]]) }
    if length(zones) > 0
  }

  # One record proves a name and the wildcard below it, on whatever certificates they are.
  proofs = { for name, zone in local.named : trimprefix(name, "*.") => zone... }
  options = {
    for option in flatten([for certificate in aws_acm_certificate.this : tolist(certificate.domain_validation_options)]) :
    trimprefix(option.domain_name, "*.") => option...
  }
}

resource "aws_acm_certificate" "this" {
  for_each = local.certificates

  domain_name               = each.value.names[0]
  subject_alternative_names = each.value.names
  validation_method         = "DNS"

  tags = merge(var.tags, { Name = each.key })

  lifecycle {
    # The listener needs the new one before it can let go of the old.
    create_before_destroy = true
  }
}

# ACM looks for these records again at each renewal: they stay.
resource "aws_route53_record" "validation" {
  for_each = { for name, zones in local.proofs : name => zones[0] if contains(keys(var.zone_ids), zones[0]) }

  zone_id = var.zone_ids[each.value]
  name    = local.options[each.key][0].resource_record_name
  type    = local.options[each.key][0].resource_record_type
  records = [local.options[each.key][0].resource_record_value]
  ttl     = 300
  # The record is the same for every certificate of this account: another environment may have made it.
  allow_overwrite = true
}

# Waits until ACM has issued the certificate, and fails when it does not: a listener takes no other.
resource "aws_acm_certificate_validation" "this" {
  for_each = { for key, certificate in local.certificates : key => certificate if length(setsubtract(split(", ", certificate.zone), var.validated_zones)) == 0 }

  certificate_arn = aws_acm_certificate.this[each.key].arn

  timeouts {
    create = "20m"
  }

  depends_on = [aws_route53_record.validation]
}
