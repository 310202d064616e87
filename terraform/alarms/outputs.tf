output "topic_arn" {
  description = "The topic that alarms are told to: for a pager or a chat."
  value       = aws_sns_topic.this.arn
}

output "alarm_names" {
  description = "The alarms."
  value       = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name])
}

output "dashboard" {
  description = "The dashboard's name."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}
