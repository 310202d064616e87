mock_provider "aws" {
  mock_resource "aws_lb" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/crema/50dc6c495c0c9188"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/crema/943f017f100becff"
    }
  }
  mock_resource "aws_lb_listener" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/crema/50dc6c495c0c9188/f2f7dc8efc522ab2"
    }
  }
}

variables {
  name           = "crema-production"
  vpc_id         = "vpc-1"
  subnet_ids     = ["subnet-1", "subnet-2"]
  targets        = { crema = { port = 5000 } }
  default_target = "crema"
}

run "without_a_certificate_nothing_is_served_in_the_clear" {
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "fixed-response" && aws_lb_listener.http.default_action[0].fixed_response[0].status_code == "403"
    error_message = "Passwords do not travel in the clear."
  }
  assert {
    condition     = length(aws_lb_listener.https) == 0 && keys(aws_lb_listener_rule.host) == ["http/crema"]
    error_message = "A service takes no target group that no listener uses."
  }
  assert {
    condition     = one(flatten([for condition in aws_lb_listener_rule.host["http/crema"].condition : [for source in condition.source_ip : tolist(source.values)]])) == "192.0.2.0/24"
    error_message = "Nobody has an address of the documentation's."
  }
  assert {
    condition     = aws_lb.this.idle_timeout == 60 && aws_lb.this.drop_invalid_header_fields == false
    error_message = "Timeouts and headers are as on Heroku."
  }
  assert {
    condition = (aws_lb_target_group.this["crema"].load_balancing_algorithm_type == "least_outstanding_requests"
      && aws_lb_target_group.this["crema"].health_check[0].path == "/up"
    && aws_lb_target_group.this["crema"].health_check[0].matcher == "200-399")
    error_message = "Busy processes get fewer requests; the health check takes redirects."
  }
  assert {
    condition     = length(aws_lb_target_group.this["crema"].name) <= 32
    error_message = "AWS allows 32 characters."
  }
}

run "who_is_named_may_try_the_app_before_there_is_a_certificate" {
  variables {
    plain_http_from = ["203.0.113.0/24"]
    targets = {
      crema = { port = 5000 }
      admin = { port = 3000, hosts = ["a.example", "b.example", "c.example", "d.example", "e.example"] }
    }
  }

  assert {
    condition     = keys(aws_lb_listener_rule.host) == ["http/admin/0", "http/admin/1", "http/crema"]
    error_message = "An address and four names are the five values of a rule."
  }
  assert {
    condition     = alltrue([for rule in aws_lb_listener_rule.host : anytrue([for condition in rule.condition : length(condition.source_ip) == 1])])
    error_message = "Every rule asks where the request comes from."
  }
  assert {
    condition     = aws_lb_listener_rule.host["http/crema"].priority == 50000
    error_message = "What no name claims comes last."
  }
}

run "with_certificates_http_is_redirected" {
  variables {
    certificate_arns = {
      "crema.example" = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111"
      "beans.example" = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-222222222222"
    }
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && length(aws_lb_listener_rule.host) == 0
    error_message = "HTTP leads to HTTPS."
  }
  assert {
    condition     = aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.3, and 1.2 for older clients."
  }
  assert {
    condition     = endswith(aws_lb_listener.https[0].certificate_arn, "222222222222") && keys(aws_lb_listener_certificate.more) == ["crema.example"]
    error_message = "Each certificate is there, and none twice."
  }
}

run "both_serve_the_apps_when_told_so" {
  variables {
    certificate_arns = { "crema.example" = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111" }
    redirect_http    = false
    targets = {
      crema = { port = 5000 }
      admin = { port = 3000, hosts = ["admin.example.com"], health_check_path = "/health" }
    }
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward"
    error_message = "HTTP serves the app."
  }
  assert {
    condition     = keys(aws_lb_listener_rule.host) == ["http/admin/0", "https/admin/0"]
    error_message = "Only the app that is not the default needs rules, and on both listeners."
  }
  assert {
    condition     = !aws_lb.this.drop_invalid_header_fields && alltrue([for target in aws_lb_target_group.this : target.load_balancing_algorithm_type == "least_outstanding_requests"])
    error_message = "Odd header names reach the apps, and the idlest task gets the next request."
  }
}

run "exact_names_come_before_wildcards" {
  variables {
    certificate_arns = { "crema.example" = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111" }
    targets = {
      crema   = { port = 5000, hosts = ["www.crema.example"] }
      tenants = { port = 3000, hosts = ["*.crema.example", "*.eu.crema.example"] }
      api     = { port = 3000 }
    }
  }

  assert {
    condition     = keys(aws_lb_listener_rule.host) == ["https/api/0", "https/crema/0", "https/tenants/*.crema.example", "https/tenants/*.eu.crema.example"]
    error_message = "The default has a rule because a wildcard is in its way; what has no name has one that nobody uses."
  }
  assert {
    condition = (aws_lb_listener_rule.host["https/crema/0"].priority < aws_lb_listener_rule.host["https/tenants/*.eu.crema.example"].priority
    && aws_lb_listener_rule.host["https/tenants/*.eu.crema.example"].priority < aws_lb_listener_rule.host["https/tenants/*.crema.example"].priority)
    error_message = "The longer wildcard comes before the shorter."
  }
}

run "refuses_what_aws_would_refuse_late" {
  command = plan

  variables {
    name            = "a-name-that-is-longer-than-load-balancers-allow"
    targets         = { crema = { port = 5000, health_check_path = "up" } }
    default_target  = "crema"
    idle_timeout    = 0
    plain_http_from = ["203.0.113.7"]
  }

  expect_failures = [var.name, var.targets, var.idle_timeout, var.plain_http_from]
}
