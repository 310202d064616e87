output "arn" {
  description = "The load balancer."
  value       = aws_lb.this.arn
}

output "arn_suffix" {
  description = "The load balancer as metrics name it."
  value       = aws_lb.this.arn_suffix
}

output "dns_name" {
  description = "The name to test through before DNS is switched, and the one DNS then points to."
  value       = aws_lb.this.dns_name
}

output "zone_id" {
  description = "The zone of an alias record."
  value       = aws_lb.this.zone_id
}

output "security_group_id" {
  description = "The group from which requests reach the app."
  value       = aws_security_group.this.id
}

output "listener_arn" {
  description = "The listener that forwards to the app."
  value       = local.listener_arn
}

output "serves_https" {
  description = "Whether it has a certificate."
  value       = local.https
}

output "target_group_arns" {
  description = "The target groups by name; complete once listeners use them, because a service refuses others."
  value       = { for key, group in aws_lb_target_group.this : key => group.arn }

  depends_on = [aws_lb_listener.http, aws_lb_listener.https, aws_lb_listener_rule.host]
}

output "target_group_arn_suffixes" {
  description = "The target groups as metrics name them."
  value       = { for key, group in aws_lb_target_group.this : key => group.arn_suffix }
}
