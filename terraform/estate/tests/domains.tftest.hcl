# The domains of an estate, with as little as they need of the rest.

mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["us-east-1a", "us-east-1b", "us-east-1c"]
    }
  }
}

mock_provider "aws" {
  alias = "us_east_1"
}

variables {
  name          = "crema-production"
  environment   = "production"
  region        = "us-east-1"
  apps          = { crema = { processes = { web = { command = "bin/serve", cpu = 256, memory = 512, port = 5000 } } } }
  load_balancer = { default_service = "crema-web" }
}

run "the_first_apply_waits_for_no_record_that_nobody_has_made" {
  command = plan

  variables {
    domains = {
      "crema.example"      = { zone = "crema.example" }
      "*.crema.example"    = { zone = "crema.example", heroku_target = "calm-fox-1.herokudns.com" }
      "shop.beans.example" = { zone = "beans.example", heroku_target = "calm-fox-2.herokudns.com" }
      "mugs.example"       = { zone = "mugs.example" }
      "tea.example"        = { zone = "tea.example", certificate = false }
    }
    zones = {
      "crema.example" = { id = "ZKNOWN" }
      "mugs.example"  = { make = true }
    }
  }

  assert {
    condition     = { for name, certificate in output.certificates : name => certificate.used } == { "crema.example" = true, "beans.example" = false, "mugs.example" = false }
    error_message = "Only the zone that is in Route 53 already is proved and used at once; what ACM does not certify has no certificate."
  }
  assert {
    condition     = keys(output.certificate_records) == ["shop.beans.example"] && keys(output.name_servers) == ["mugs.example"]
    error_message = "What somebody has to do by hand is said."
  }
  assert {
    condition     = alltrue([for record in output.domain_records : record.leads_here == null])
    error_message = "No record of a domain is touched before the cutover."
  }
}

run "what_is_told_later_is_obeyed" {
  command = plan

  variables {
    domains = {
      "www.crema.example"  = { zone = "crema.example" }
      "shop.beans.example" = { zone = "beans.example" }
    }
    zones                = { "crema.example" = { id = "ZKNOWN" } }
    validated_zones      = ["beans.example"]
    own_certificate_arns = ["arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-222222222222"]
    dns_leads_to         = "aws"
  }

  assert {
    condition     = alltrue([for certificate in output.certificates : certificate.used]) && keys(local.certificate_arns) == ["beans.example", "crema.example", "own-01"]
    error_message = "The listener has all certificates, those made elsewhere too."
  }
  assert {
    condition     = output.domain_records["www.crema.example"].leads_here && output.domain_records["shop.beans.example"].by == "hand"
    error_message = "Visitors come here, where Terraform has the record."
  }
}

run "a_site_gets_a_certificate_and_its_records_as_the_apps_do" {
  command = plan

  variables {
    domains = { "www.crema.example" = { zone = "crema.example" } }
    sites = {
      menu  = { domains = { "menu.crema.example" = { zone = "crema.example", heroku_target = "calm-fox-3.herokudns.com" }, "old.crema.example" = { zone = "crema.example", certificate = false } } }
      beans = { domains = { "beans.example" = { zone = "beans.example" } } }
      tea   = { domains = { "tea.example" = { zone = "tea.example", certificate = false } } }
      plain = {}
    }
    site_certificate_arns = { tea = "arn:aws:acm:us-east-1:123456789012:certificate/0c0ffee0" }
    zones                 = { "crema.example" = { id = "ZKNOWN" } }
    dns_leads_to          = "aws"
  }

  assert {
    condition     = { for name, certificate in output.certificates : name => certificate.used } == { "crema.example" = true, menu = true, beans = false }
    error_message = "What is proved in Route 53 is used at once; who brings a certificate, or has no domain, gets none."
  }
  assert {
    condition     = output.certificates["menu"].names == tolist(["menu.crema.example"]) && local.site_certificate_arns["tea"] == var.site_certificate_arns["tea"] && local.site_certificate_arns["beans"] == null && local.site_certificate_arns["plain"] == null
    error_message = "A certificate is for the names that ACM certifies."
  }
  assert {
    condition     = keys(output.certificate_records) == ["beans.example"]
    error_message = "What proves a name elsewhere is said."
  }
  assert {
    condition     = { for name, record in output.domain_records : name => "${record.by} ${record.type}" } == { "beans.example" = "hand ALIAS", "menu.crema.example" = "terraform A", "tea.example" = "hand ALIAS", "www.crema.example" = "terraform A" }
    error_message = "What leads to a site is told as what leads to an app; a name without a certificate leads nowhere."
  }
  assert {
    condition     = output.domain_records["menu.crema.example"].leads_here && output.domain_records["menu.crema.example"].way_back == "calm-fox-3.herokudns.com"
    error_message = "The record of a site is switched with the others."
  }
}

run "refuses_a_validated_zone_that_no_domain_is_in" {
  command = plan

  variables {
    domains         = { "shop.beans.example" = { zone = "beans.example" } }
    validated_zones = ["crema.example"]
  }

  expect_failures = [var.validated_zones]
}

run "an_app_that_is_called_internal_gets_a_load_balancer_that_aws_takes" {
  command = plan

  variables {
    name = "internal-tools-production"
  }

  assert {
    condition     = local.load_balancer_name == "x-internal-tools-production"
    error_message = "AWS keeps the beginning internal- for itself."
  }
}
