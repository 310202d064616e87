mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111"
      domain_validation_options = [
        { domain_name = "crema.example", resource_record_name = "_a.crema.example.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "*.crema.example", resource_record_name = "_a.crema.example.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "shop.beans.example", resource_record_name = "_b.shop.beans.example.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." },
      ]
    }
  }
}

variables {
  domains = {
    "crema.example"      = "crema.example"
    "www.crema.example"  = "crema.example"
    "*.crema.example"    = "crema.example"
    "shop.beans.example" = "beans.example"
  }
  zone_ids = { "crema.example" = "Z0123456789ABCDEFGHIJ" }
}

run "nothing_waits_for_a_zone_that_nobody_has_validated" {
  assert {
    condition     = length(aws_acm_certificate_validation.this) == 0 && length(output.issued) == 0
    error_message = "The first apply waits for nothing."
  }
  assert {
    condition     = keys(aws_acm_certificate.this) == ["beans.example", "crema.example"]
    error_message = "Each zone has a certificate of its own."
  }
  assert {
    condition     = alltrue([for certificate in aws_acm_certificate.this : certificate.validation_method == "DNS"])
    error_message = "Nobody has to read a mail, and renewals need nobody."
  }
}

run "a_wildcard_covers_the_names_below_it_and_not_its_own_zone" {
  assert {
    condition     = aws_acm_certificate.this["crema.example"].subject_alternative_names == toset(["crema.example", "*.crema.example"])
    error_message = "www.crema.example is covered, crema.example is not."
  }
  assert {
    condition     = aws_acm_certificate.this["crema.example"].domain_name == "crema.example"
    error_message = "The shortest name is the common one."
  }
}

run "records_are_made_in_route_53_and_told_where_it_is_not" {
  assert {
    condition     = keys(aws_route53_record.validation) == ["crema.example"] && aws_route53_record.validation["crema.example"].zone_id == "Z0123456789ABCDEFGHIJ"
    error_message = "One record proves a name and its wildcard."
  }
  assert {
    condition = output.records == {
      "shop.beans.example" = { zone = "beans.example", name = "_b.shop.beans.example", type = "CNAME", value = "_y.acm-validations.aws" }
    }
    error_message = "What somebody has to make by hand is said, without the last dot."
  }
}

run "a_validated_zone_is_waited_for_and_given_to_listeners" {
  variables {
    validated_zones = ["crema.example"]
  }

  assert {
    condition     = keys(output.issued) == ["crema.example"] && aws_acm_certificate_validation.this["crema.example"].timeouts.create == "20m"
    error_message = "The other zone's certificate is not issued yet."
  }
}

run "more_than_ten_names_take_a_second_certificate" {
  command = plan

  variables {
    domains  = { for number in range(12) : "shop${number}.beans.example" => "beans.example" }
    zone_ids = {}
  }

  assert {
    condition     = keys(aws_acm_certificate.this) == ["beans.example", "beans.example-2"]
    error_message = "ACM's quota is ten names."
  }
  assert {
    condition     = sum([for certificate in output.certificates : length(certificate.names)]) == 12
    error_message = "No name is left out."
  }
}

run "no_domain_no_certificate" {
  variables {
    domains = {}
  }

  assert {
    condition     = length(aws_acm_certificate.this) == 0 && output.records == {}
    error_message = "An estate without domains applies, too."
  }
}

run "refuses_what_acm_would_refuse" {
  command = plan

  variables {
    domains               = { "Crema.example" = "beans.example" }
    names_per_certificate = 0
  }

  expect_failures = [var.domains, var.names_per_certificate]
}

run "together_all_names_wait_for_all_zones" {
  command = plan

  variables {
    together        = true
    validated_zones = ["crema.example"]
  }

  assert {
    condition     = aws_acm_certificate.this["all"].subject_alternative_names == toset(["crema.example", "*.crema.example", "shop.beans.example"]) && length(aws_acm_certificate.this) == 1
    error_message = "One certificate for what takes one."
  }
  assert {
    condition     = length(output.issued) == 0 && output.certificates["all"].zone == "beans.example, crema.example"
    error_message = "A zone is not validated yet."
  }
}

run "together_it_is_issued_once_all_zones_are_validated" {
  command = plan

  variables {
    together        = true
    validated_zones = ["beans.example", "crema.example"]
  }

  assert {
    condition     = keys(output.issued) == ["all"]
    error_message = "All zones are."
  }
}
