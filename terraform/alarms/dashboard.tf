# One row for what users feel, one for what runs, one for where the data is.

locals {
  balancer_widgets = [
    for metric, words in {
      RequestCount               = { title = "Requests a minute", stat = "Sum" }
      HTTPCode_Target_5XX_Count  = { title = "Requests that failed in the app (5xx), a minute", stat = "Sum" }
      TargetConnectionErrorCount = { title = "Requests that no task took, a minute", stat = "Sum" }
      TargetResponseTime         = { title = "Time to answer, s: one in twenty takes longer", stat = "p95" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, target in local.targets : ["AWS/ApplicationELB", metric, "TargetGroup", target.TargetGroup, "LoadBalancer", target.LoadBalancer, { label = key }]]
    } if length(local.targets) > 0
  ]

  service_widgets = [
    for metric, words in {
      CPUUtilization    = { title = "Processors of the tasks, %", stat = "Average" }
      MemoryUtilization = { title = "Memory of the tasks, %", stat = "Maximum" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, service in var.services : ["AWS/ECS", metric, "ClusterName", var.cluster, "ServiceName", service, { label = key }]]
    } if length(var.services) > 0
  ]

  database_widgets = [
    for metric, words in {
      CPUUtilization      = { title = "Processors of the databases, %", stat = "Average" }
      DatabaseConnections = { title = "Connections to the databases", stat = "Maximum" }
      FreeStorageSpace    = { title = "Free disk of the databases, bytes", stat = "Minimum" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, database in var.databases : ["AWS/RDS", metric, "DBInstanceIdentifier", database.identifier, { label = key }]]
    } if length(var.databases) > 0
  ]

  cache_widgets = [
    for metric, words in {
      DatabaseMemoryUsagePercentage = { title = "Memory of the caches, %", stat = "Maximum" }
      Evictions                     = { title = "Keys that the caches forgot, a minute", stat = "Sum" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, node in local.nodes : ["AWS/ElastiCache", metric, "CacheClusterId", node.id, { label = key }]]
    } if length(local.nodes) > 0
  ]

  memcached_widgets = [
    for metric, words in {
      GetMisses = { title = "Keys that memcached did not have, a minute", stat = "Sum" }
      Evictions = { title = "Keys that memcached forgot, a minute", stat = "Sum" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, cluster in var.memcaches : ["AWS/ElastiCache", metric, "CacheClusterId", cluster, { label = key }]]
    } if length(var.memcaches) > 0
  ]

  search_widgets = [
    for metric, words in {
      SearchLatency     = { title = "Time to search, ms", stat = "Average" }
      JVMMemoryPressure = { title = "Heap of the search domains, %", stat = "Maximum" }
      } : {
      title = words.title
      stat  = words.stat
      lines = [for key, domain in local.domains : ["AWS/ES", metric, "DomainName", domain.DomainName, "ClientId", domain.ClientId, { label = key }]]
    } if length(local.domains) > 0
  ]

  widgets = concat(local.balancer_widgets, local.service_widgets, local.database_widgets, local.cache_widgets, local.memcached_widgets, local.search_widgets)
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    start          = "-PT3H"
    periodOverride = "inherit"
    widgets = concat(
      [{
        type       = "alarm"
        x          = 0
        y          = 0
        width      = 24
        height     = 3
        properties = { title = "Alarms", alarms = sort([for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn]) }
      }],
      [
        for index, widget in local.widgets : {
          type   = "metric"
          x      = 8 * (index % 3)
          y      = 3 + 6 * floor(index / 3)
          width  = 8
          height = 6
          properties = {
            title   = widget.title
            region  = var.region
            stat    = widget.stat
            period  = 60
            view    = "timeSeries"
            metrics = widget.lines
          }
        }
      ],
    )
  })
}
