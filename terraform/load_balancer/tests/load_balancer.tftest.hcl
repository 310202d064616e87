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

run "without_a_certificate_http_reaches_the_app" {
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward" && length(aws_lb_listener.https) == 0
    error_message = "The app can be tried through the load balancer's own name."
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

run "with_a_certificate_http_is_redirected" {
  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111"
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect"
    error_message = "HTTP leads to HTTPS."
  }
  assert {
    condition     = aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "TLS 1.3, and 1.2 for older clients."
  }
}

run "a_second_app_is_found_by_its_host_names" {
  variables {
    targets = {
      crema = { port = 5000 }
      admin = { port = 3000, hosts = ["admin.example.com"], health_check_path = "/health" }
    }
  }

  assert {
    condition     = keys(aws_lb_listener_rule.host) == ["admin/0"]
    error_message = "Only the app that is not the default needs a rule."
  }
}

run "refuses_what_aws_would_refuse_late" {
  command = plan

  variables {
    name           = "a-name-that-is-longer-than-load-balancers-allow"
    targets        = { crema = { port = 5000, health_check_path = "up" } }
    default_target = "crema"
    idle_timeout   = 0
  }

  expect_failures = [var.name, var.targets, var.idle_timeout]
}
