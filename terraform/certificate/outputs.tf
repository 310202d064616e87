output "issued" {
  description = "The certificates that a listener can use, by name."
  value       = { for key, validation in aws_acm_certificate_validation.this : key => validation.certificate_arn }
}

output "certificates" {
  description = "All certificates by name: the zone whose validation they wait for, and what they are made out to."
  value = {
    for key, certificate in local.certificates : key => {
      arn   = aws_acm_certificate.this[key].arn
      zone  = certificate.zone
      names = certificate.names
    }
  }
}

output "records" {
  description = "Validation records that somebody has to make where the zone is, by the name that they prove. They stay for renewals."
  value = {
    for name, zones in local.proofs : name => {
      zone  = zones[0]
      name  = try(trimsuffix(local.options[name][0].resource_record_name, "."), null)
      type  = try(local.options[name][0].resource_record_type, null)
      value = try(trimsuffix(local.options[name][0].resource_record_value, "."), null)
    } if !contains(keys(var.zone_ids), zones[0])
  }
}
