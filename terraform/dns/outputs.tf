output "zone_ids" {
  description = "The zones' ids by name."
  value       = local.zone_ids
}

output "name_servers" {
  description = "The name servers of the zones that were made, to be written down at the registrar."
  value       = { for name, zone in aws_route53_zone.this : name => zone.name_servers }
}

output "records" {
  description = "Where each record leads that Terraform owns."
  value       = { for name, domain in local.records : name => local.to_aws ? "aws" : "heroku" }
}
