# The only way in. One load balancer serves all apps of an environment: each has a target group and is found by its
# host names; the default one takes what is left.

locals {
  https           = var.certificate_arn != null
  redirects       = local.https && var.redirect_http
  listener_arn    = local.https ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn
  default_targets = var.default_target == null ? [] : [var.default_target]

  # A rule takes at most five host names.
  routed = merge([
    for key, target in var.targets : {
      for index, hosts in chunklist(target.hosts, 5) : "${key}/${index}" => { target = key, hosts = hosts }
    } if key != var.default_target
  ]...)
}

resource "aws_security_group" "this" {
  name        = "${var.name}-load-balancer"
  description = "From the world to the load balancer, and from there to the app."
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { Name = "${var.name}-load-balancer" })
}

resource "aws_vpc_security_group_ingress_rule" "http" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "HTTP from ${each.value}"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80

  tags = var.tags
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  for_each = toset(var.allowed_cidrs)

  security_group_id = aws_security_group.this.id
  description       = "HTTPS from ${each.value}"
  cidr_ipv4         = strcontains(each.value, ":") ? null : each.value
  cidr_ipv6         = strcontains(each.value, ":") ? each.value : null
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443

  tags = var.tags
}

resource "aws_lb" "this" {
  name               = var.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.this.id]

  # Heroku's router waits 55 seconds between two bytes; an app's keep-alive has to be longer than this.
  idle_timeout = var.idle_timeout
  # Heroku passes such headers on; an app that has worked with them keeps working.
  drop_invalid_header_fields = false
  enable_deletion_protection = var.deletion_protection

  dynamic "access_logs" {
    for_each = var.access_logs_bucket == null ? [] : [var.access_logs_bucket]
    content {
      enabled = true
      bucket  = access_logs.value
      prefix  = var.name
    }
  }

  tags = var.tags
}

resource "aws_lb_target_group" "this" {
  for_each = var.targets

  # A new port needs a new group, which has to exist beside the old one for a moment: hence the digest.
  name                          = "${trim(substr("${var.name}-${each.key}", 0, 26), "-")}-${substr(sha1("${var.name}/${each.key}/${each.value.port}"), 0, 5)}"
  target_type                   = "ip"
  protocol                      = "HTTP"
  port                          = each.value.port
  vpc_id                        = var.vpc_id
  load_balancing_algorithm_type = "least_outstanding_requests"
  deregistration_delay          = each.value.deregistration_delay

  health_check {
    path                = each.value.health_check_path
    matcher             = each.value.health_check_matcher
    interval            = each.value.health_check_interval
    timeout             = each.value.health_check_timeout
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  dynamic "stickiness" {
    for_each = each.value.sticky_sessions ? [1] : []
    content {
      type = "lb_cookie"
    }
  }

  tags = merge(var.tags, { Name = "${var.name}-${each.key}" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  dynamic "default_action" {
    for_each = local.redirects ? [1] : []
    content {
      type = "redirect"
      redirect {
        protocol    = "HTTPS"
        port        = "443"
        status_code = "HTTP_301"
      }
    }
  }

  dynamic "default_action" {
    for_each = local.redirects ? [] : local.default_targets
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value].arn
    }
  }

  dynamic "default_action" {
    for_each = !local.redirects && length(local.default_targets) == 0 ? [1] : []
    content {
      type = "fixed-response"
      fixed_response {
        content_type = "text/plain"
        message_body = "No app answers to this name.\n"
        status_code  = "404"
      }
    }
  }

  tags = var.tags
}

resource "aws_lb_listener" "https" {
  count = local.https ? 1 : 0

  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  # TLS 1.3 and 1.2, as Heroku's own router speaks.
  ssl_policy      = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn = var.certificate_arn

  dynamic "default_action" {
    for_each = local.default_targets
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value].arn
    }
  }

  dynamic "default_action" {
    for_each = length(local.default_targets) == 0 ? [1] : []
    content {
      type = "fixed-response"
      fixed_response {
        content_type = "text/plain"
        message_body = "No app answers to this name.\n"
        status_code  = "404"
      }
    }
  }

  tags = var.tags
}

resource "aws_lb_listener_certificate" "more" {
  for_each = local.https ? toset(var.more_certificate_arns) : toset([])

  listener_arn    = aws_lb_listener.https[0].arn
  certificate_arn = each.value
}

resource "aws_lb_listener_rule" "host" {
  for_each = local.routed

  listener_arn = local.listener_arn

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.target].arn
  }

  condition {
    host_header {
      values = each.value.hosts
    }
  }

  tags = merge(var.tags, { Name = "${var.name}-${each.value.target}" })
}
