# The only way in. One load balancer serves all apps of an environment: each has a target group and is found by its
# host names; the default one takes what is left.

locals {
  certificates    = sort(keys(var.certificate_arns))
  https           = length(local.certificates) > 0
  redirects       = local.https && var.redirect_http
  listener_arn    = local.https ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn
  default_targets = var.default_target == null ? [] : [var.default_target]

  # Which listeners lead to apps, each with the addresses that it lets in; none stands for everybody. Without a
  # certificate requests travel in the clear: only those who were named may make them. 192.0.2.0/24 is nobody's.
  listeners = merge(
    { for name in ["https"] : name => [] if local.https },
    { for name in ["http"] : name => [] if local.https && !local.redirects },
    { for name in ["http"] : name => length(var.plain_http_from) > 0 ? var.plain_http_from : ["192.0.2.0/24"] if !local.https },
  )

  # A service refuses a target group that no listener uses: a target that nothing leads to has a name that nobody uses.
  hosts = {
    for key, target in var.targets : key => length(target.hosts) > 0 || key == var.default_target ? target.hosts : ["${key}.invalid"]
  }
  # The default target takes what no rule takes, and needs rules of its own only where another's wildcard is in the way.
  has_wildcards = anytrue([for key, hosts in local.hosts : anytrue([for host in hosts : startswith(host, "*")]) if key != var.default_target])
  routed        = [for key in keys(local.hosts) : key if key != var.default_target || local.has_wildcards]

  # A rule takes at most five values. AWS tries rules by their number: exact names come first, then wildcards, the longer
  # before the shorter. The numbers come from the names, so that a new app moves no other's.
  rules = merge(concat(flatten([
    for listener, from in local.listeners : [
      for key in local.routed : [
        {
          for index, hosts in chunklist([for host in local.hosts[key] : host if !startswith(host, "*")], 5 - length(from)) :
          "${listener}/${key}/${index}" => {
            target   = key
            hosts    = hosts
            priority = 1 + parseint(substr(sha1("${key}/${index}"), 0, 8), 16) % 30000
          }
        },
        {
          for host in local.hosts[key] : "${listener}/${key}/${host}" => {
            target   = key
            hosts    = [host]
            priority = 30001 + 2000 * (8 - min(8, length(split(".", host)))) + parseint(substr(sha1(host), 0, 8), 16) % 2000
          } if startswith(host, "*")
        },
      ]
    ]
    ]), [
    { for key in local.default_targets : "http/${key}" => { target = key, hosts = [], priority = 50000 } if !local.https }
  ])...)
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
    for_each = local.https && !local.redirects ? local.default_targets : []
    content {
      type             = "forward"
      target_group_arn = aws_lb_target_group.this[default_action.value].arn
    }
  }

  dynamic "default_action" {
    for_each = local.https && !local.redirects && length(local.default_targets) == 0 ? [1] : []
    content {
      type = "fixed-response"
      fixed_response {
        content_type = "text/plain"
        message_body = "No app answers to this name.\n"
        status_code  = "404"
      }
    }
  }

  dynamic "default_action" {
    for_each = local.https ? [] : [1]
    content {
      type = "fixed-response"
      fixed_response {
        content_type = "text/plain"
        message_body = "There is no certificate yet, and your address may not do without.\n"
        status_code  = "403"
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
  certificate_arn = var.certificate_arns[local.certificates[0]]

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

# Found by the name that a client asks for (SNI); the listener's own is for those that ask for none.
resource "aws_lb_listener_certificate" "more" {
  for_each = toset(local.https ? slice(local.certificates, 1, length(local.certificates)) : [])

  listener_arn    = aws_lb_listener.https[0].arn
  certificate_arn = var.certificate_arns[each.key]
}

resource "aws_lb_listener_rule" "host" {
  for_each = local.rules

  listener_arn = startswith(each.key, "https/") ? aws_lb_listener.https[0].arn : aws_lb_listener.http.arn
  priority     = each.value.priority

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this[each.value.target].arn
  }

  dynamic "condition" {
    for_each = length(each.value.hosts) > 0 ? [each.value.hosts] : []
    content {
      host_header {
        values = condition.value
      }
    }
  }

  dynamic "condition" {
    for_each = [for from in [local.listeners[split("/", each.key)[0]]] : from if length(from) > 0]
    content {
      source_ip {
        values = condition.value
      }
    }
  }

  tags = merge(var.tags, { Name = "${var.name}-${each.value.target}" })

  lifecycle {
    precondition {
      condition     = length(distinct([for key, rule in local.rules : "${split("/", key)[0]} ${rule.priority}"])) == length(local.rules)
      error_message = "Two rules came to the same number, by chance: rename one of the targets or reorder its hosts."
    }
  }
}
