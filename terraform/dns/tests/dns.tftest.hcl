mock_provider "aws" {
  mock_data "aws_route53_zone" {
    defaults = {
      zone_id = "ZFOUND"
    }
  }
  mock_resource "aws_route53_zone" {
    defaults = {
      zone_id      = "ZMADE"
      name_servers = ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"]
    }
  }
}

variables {
  zones = {
    "crema.example" = { id = "ZKNOWN" }
    "beans.example" = {}
    "mugs.example"  = { make = true }
  }
  domains = {
    "crema.example"     = { zone = "crema.example" }
    "www.crema.example" = { zone = "crema.example", heroku_target = "calm-fox-1.herokudns.com" }
    "*.beans.example"   = { zone = "beans.example", heroku_target = "calm-fox-2.herokudns.com" }
    "mugs.example"      = { zone = "mugs.example" }
  }
  load_balancer = { dns_name = "crema-1.us-east-1.elb.amazonaws.com", zone_id = "Z35SXDOTRQ7X7K" }
}

run "no_record_is_touched_until_somebody_says_so" {
  assert {
    condition     = length(aws_route53_record.this) == 0 && output.records == {}
    error_message = "DNS stays as it is."
  }
  assert {
    condition     = output.zone_ids == { "crema.example" = "ZKNOWN", "beans.example" = "ZFOUND", "mugs.example" = "ZMADE" }
    error_message = "A zone is known by its id, found by its name, or made."
  }
  assert {
    condition     = keys(output.name_servers) == ["mugs.example"]
    error_message = "Only a new zone has to be told to the registrar."
  }
}

run "records_to_heroku_are_taken_over_as_they_are" {
  variables {
    leads_to = "heroku"
  }

  assert {
    condition     = keys(aws_route53_record.this) == ["*.beans.example", "www.crema.example"]
    error_message = "A zone's own name has no CNAME that could be taken over."
  }
  assert {
    condition = (aws_route53_record.this["www.crema.example"].type == "CNAME"
      && aws_route53_record.this["www.crema.example"].records == toset(["calm-fox-1.herokudns.com"])
    && aws_route53_record.this["www.crema.example"].ttl == 60)
    error_message = "It leads where it led, and is remembered for a minute."
  }
}

run "then_all_lead_to_the_load_balancer" {
  variables {
    leads_to = "aws"
  }

  assert {
    condition     = toset(keys(aws_route53_record.this)) == toset(keys(var.domains))
    error_message = "Every domain is switched."
  }
  assert {
    condition = alltrue([for record in aws_route53_record.this :
    record.type == "A" && record.alias[0].name == "crema-1.us-east-1.elb.amazonaws.com" && record.allow_overwrite])
    error_message = "Alias records to the load balancer."
  }
}

run "and_back" {
  variables {
    leads_to = "heroku"
  }

  assert {
    condition     = aws_route53_record.this["www.crema.example"].type == "CNAME" && output.records["*.beans.example"] == "heroku"
    error_message = "The way back restores what was there."
  }
}

run "no_domain_no_zone" {
  command = plan

  variables {
    zones         = {}
    domains       = {}
    load_balancer = null
  }

  assert {
    condition     = output.zone_ids == {}
    error_message = "An estate without Route 53 applies, too."
  }
}

run "refuses_a_zone_that_is_there_and_made" {
  command = plan

  variables {
    zones   = { "crema.example" = { id = "Z1", make = true } }
    domains = {}
    ttl     = 0
  }

  expect_failures = [var.zones, var.ttl]
}

run "refuses_a_cname_at_a_zones_own_name" {
  command = plan

  variables {
    domains = { "crema.example" = { zone = "crema.example", heroku_target = "calm-fox-1.herokudns.com" } }
  }

  expect_failures = [var.domains]
}

run "refuses_to_lead_where_nothing_answers" {
  command = plan

  variables {
    leads_to      = "aws"
    load_balancer = null
  }

  expect_failures = [var.leads_to]
}

run "a_site_leads_to_cloudfront" {
  command = plan

  variables {
    leads_to      = "aws"
    load_balancer = null
    domains = {
      "www.crema.example" = { zone = "crema.example", target = { dns_name = "d1.cloudfront.net", zone_id = "Z2FDTNDATAQYW2" } }
    }
  }

  assert {
    condition     = aws_route53_record.this["www.crema.example"].alias[0].name == "d1.cloudfront.net"
    error_message = "Not to the load balancer."
  }
}
