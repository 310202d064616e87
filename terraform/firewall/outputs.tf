output "web_acl_arn" {
  description = "The firewall's ARN, for example to have its log written."
  value       = aws_wafv2_web_acl.this.arn
}
