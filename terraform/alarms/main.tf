# What wakes somebody up, and the page that they look at first. Each alarm is about something that users feel or will feel
# soon; each says in its description what to look at.

locals {
  # The dimensions of each target group's metrics. What is made in the same run is not known yet, and `try` would know
  # nothing at all of it, not even the keys.
  targets = {
    for key, suffix in var.load_balancer == null ? tomap({}) : var.load_balancer.target_groups :
    key => { TargetGroup = suffix, LoadBalancer = var.load_balancer.arn_suffix }
  }
  nodes = merge([
    for key, cache in var.caches : {
      for node in range(1, cache.nodes + 1) : "${key}-${node}" => {
        group = cache.replication_group_id
        id    = format("%s-%03d", cache.replication_group_id, node)
      }
    }
  ]...)

  # One entry an alarm, so that all of them are made in one way. `expression` is worked out from `metrics`; an alarm of a
  # single metric has none. The statistic is of `minutes` minutes.
  balancer_alarms = merge([
    for key, target in local.targets : {
      "${key}-errors" = {
        description = "Of 100 requests to ${key}, more than ${var.thresholds.error_percent} end with a 5xx: of the app, or because no task answers. Look at the app's log, then at the target group."
        expression  = "IF(requests >= 20, 100 * (FILL(answered, 0) + FILL(unanswered, 0)) / requests, 0)"
        metrics = {
          requests   = { namespace = "AWS/ApplicationELB", name = "RequestCount", statistic = "Sum", dimensions = target }
          answered   = { namespace = "AWS/ApplicationELB", name = "HTTPCode_Target_5XX_Count", statistic = "Sum", dimensions = target }
          unanswered = { namespace = "AWS/ApplicationELB", name = "TargetConnectionErrorCount", statistic = "Sum", dimensions = target }
        }
        threshold = var.thresholds.error_percent
        minutes   = 5
      }
      "${key}-slow" = {
        description = "One in twenty requests to ${key} takes longer than ${var.thresholds.response_seconds} s. Look at the database's load, then at the tasks' processors."
        metrics = {
          slowest = { namespace = "AWS/ApplicationELB", name = "TargetResponseTime", statistic = "p95", dimensions = target }
        }
        threshold = var.thresholds.response_seconds
        minutes   = 10
      }
      "${key}-unhealthy" = {
        description = "A task of ${key} does not pass its health check. Look at the service's events and at the last lines of its log."
        metrics = {
          unhealthy = { namespace = "AWS/ApplicationELB", name = "UnHealthyHostCount", statistic = "Minimum", dimensions = target }
        }
        threshold = 0
        minutes   = 5
      }
    }
  ]...)

  # Where no task is left, no target group is asked and its metrics are silent: only the load balancer counts what it then
  # answers itself. It is a count and no share, as of requests that found no task none is among the requests.
  outage_alarms = merge([
    for balancer in var.load_balancer[*] : {
      "load-balancer-unanswered" = {
        description = "More than ${var.thresholds.unanswered_requests} requests in five minutes reached no task at all. Look at the events of the services: tasks do not start, or end at once."
        metrics = {
          unanswered = { namespace = "AWS/ApplicationELB", name = "HTTPCode_ELB_503_Count", statistic = "Sum", dimensions = { LoadBalancer = balancer.arn_suffix } }
        }
        threshold = var.thresholds.unanswered_requests
        minutes   = 5
      }
    }
  ]...)

  # What Heroku counted as R14 is 100 % here, and then the task is ended.
  service_alarms = merge([
    for key, service in var.services : {
      "${key}-memory" = {
        description = "${service} uses more than ${var.thresholds.memory_percent} % of its memory; at 100 % its tasks are ended. Give it more, or find the leak."
        metrics = {
          memory = { namespace = "AWS/ECS", name = "MemoryUtilization", statistic = "Maximum", dimensions = { ClusterName = var.cluster, ServiceName = service } }
        }
        threshold = var.thresholds.memory_percent
        minutes   = 10
      }
      "${key}-cpu" = {
        description = "${service} has used more than ${var.thresholds.cpu_percent} % of its processors for a quarter of an hour. Run more tasks, or larger ones."
        metrics = {
          cpu = { namespace = "AWS/ECS", name = "CPUUtilization", statistic = "Average", dimensions = { ClusterName = var.cluster, ServiceName = service } }
        }
        threshold = var.thresholds.cpu_percent
        minutes   = 15
      }
      "${key}-crashed" = {
        description = "Tasks of ${service} have ended by themselves, or could not start, more than ${var.thresholds.crashes} times in a quarter of an hour. Look at the last lines of its log and at why its stopped tasks ended."
        metrics = {
          crashed = { namespace = "AWS/Events", name = "TriggeredRules", statistic = "Sum", dimensions = { RuleName = aws_cloudwatch_event_rule.crashed["${key}-crashed"].name } }
        }
        threshold = var.thresholds.crashes
        minutes   = 15
      }
    }
  ]...)

  schedule_alarms = {
    for key, queue in var.missed_queues : "${key}-missed-jobs" => {
      description = "Scheduled jobs of ${key} could not be started; what was to run stands in the queue ${queue}."
      metrics = {
        missed = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", dimensions = { QueueName = queue } }
      }
      threshold = 0
      minutes   = 5
    }
  }

  drain_alarms = {
    for key, queue in var.undelivered_queues : "${key}-undelivered-logs" => {
      description = "Log lines of ${key} were not taken by a drain; they stand in the queue ${queue}. The log /aws/lambda/${trimsuffix(queue, "-undelivered")} says by which, and why."
      metrics = {
        undelivered = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", statistic = "Maximum", dimensions = { QueueName = queue } }
      }
      threshold = 0
      minutes   = 5
    }
  }

  database_alarms = merge([
    for key, database in var.databases : {
      "${key}-disk" = {
        description = "The disk of ${database.identifier} has less than ${var.thresholds.free_disk_percent} % left. It grows by itself up to its limit; a full one stops all writes."
        metrics = {
          free = { namespace = "AWS/RDS", name = "FreeStorageSpace", statistic = "Minimum", dimensions = { DBInstanceIdentifier = database.identifier } }
        }
        below     = true
        threshold = floor(database.storage_gib * 1073741824 * var.thresholds.free_disk_percent / 100)
        minutes   = 5
      }
      "${key}-cpu" = {
        description = "${database.identifier} has used more than ${var.thresholds.cpu_percent} % of its processors for a quarter of an hour. Look at Performance Insights for the statements."
        metrics = {
          cpu = { namespace = "AWS/RDS", name = "CPUUtilization", statistic = "Average", dimensions = { DBInstanceIdentifier = database.identifier } }
        }
        threshold = var.thresholds.cpu_percent
        minutes   = 15
      }
    }
  ]...)

  # Only PostgreSQL counts its transactions so.
  transaction_alarms = {
    for key, database in var.databases : "${key}-transaction-ids" => {
      description = "${database.identifier} has used up a billion transaction numbers since its oldest row was frozen, of two; then it stops. Find what keeps autovacuum from its work: long transactions, unused replication slots."
      metrics = {
        used = { namespace = "AWS/RDS", name = "MaximumUsedTransactionIDs", statistic = "Maximum", dimensions = { DBInstanceIdentifier = database.identifier } }
      }
      threshold = 1000000000
      minutes   = 15
    } if database.engine == "postgres"
  }

  # An instance of the t family may use its processors fully for a while only.
  credit_alarms = {
    for key, database in var.databases : "${key}-credits" => {
      description = "${database.identifier} has nearly used up its processor credits, and is slow or dear without. Choose a class that is not of the t family if this comes back."
      metrics = {
        credits = { namespace = "AWS/RDS", name = "CPUCreditBalance", statistic = "Minimum", dimensions = { DBInstanceIdentifier = database.identifier } }
      }
      below     = true
      threshold = 20
      minutes   = 15
    } if startswith(database.instance_class, "db.t")
  }

  cache_alarms = merge([
    for key, node in local.nodes : {
      "${key}-memory" = {
        description = "The cache ${node.group} has used ${var.thresholds.cache_memory_percent} % of its memory. A full one refuses writes, or forgets keys, as its maxmemory-policy says."
        metrics = {
          memory = { namespace = "AWS/ElastiCache", name = "DatabaseMemoryUsagePercentage", statistic = "Maximum", dimensions = { CacheClusterId = node.id } }
        }
        threshold = var.thresholds.cache_memory_percent
        minutes   = 10
      }
      "${key}-cpu" = {
        description = "The cache ${node.group} works at more than ${var.thresholds.cpu_percent} % of the one processor that it can use. Find slow commands with SLOWLOG."
        metrics = {
          cpu = { namespace = "AWS/ElastiCache", name = "EngineCPUUtilization", statistic = "Average", dimensions = { CacheClusterId = node.id } }
        }
        threshold = var.thresholds.cpu_percent
        minutes   = 15
      }
    }
  ]...)

  memcached_alarms = merge([
    for key, cluster in var.memcaches : {
      "${key}-cpu" = {
        description = "The cache ${cluster} works at more than ${var.thresholds.cpu_percent} % of its processors. Take a larger node, or more of them."
        metrics = {
          cpu = { namespace = "AWS/ElastiCache", name = "CPUUtilization", statistic = "Maximum", dimensions = { CacheClusterId = cluster } }
        }
        threshold = var.thresholds.cpu_percent
        minutes   = 15
      }
      "${key}-swap" = {
        description = "A node of the cache ${cluster} swaps more than 50 MB, and is slow: its memory is too small for its connections and keys. Take a larger node."
        metrics = {
          swap = { namespace = "AWS/ElastiCache", name = "SwapUsage", statistic = "Maximum", dimensions = { CacheClusterId = cluster } }
        }
        threshold = 52428800
        minutes   = 15
      }
    }
  ]...)

  # Metrics of a domain are told apart by the account too.
  domains = { for key, search in var.searches : key => { DomainName = search.domain, ClientId = split(":", search.arn)[4] } }

  search_alarms = merge([
    for key, search in var.searches : {
      "${key}-lost" = {
        description = "An index of ${search.domain} has lost a part with its only copy. Take it from the last hourly snapshot, or index anew."
        metrics = {
          red = { namespace = "AWS/ES", name = "ClusterStatus.red", statistic = "Maximum", dimensions = local.domains[key] }
        }
        threshold = 0
        minutes   = 1
      }
      "${key}-disk" = {
        description = "A node of ${search.domain} has less than ${var.thresholds.free_disk_percent} % of its disk left; a full one takes no more documents. Give it more, or delete old indexes."
        metrics = {
          free = { namespace = "AWS/ES", name = "FreeStorageSpace", statistic = "Minimum", dimensions = local.domains[key] }
        }
        below     = true
        threshold = floor(search.storage_gib * 1024 * var.thresholds.free_disk_percent / 100)
        minutes   = 5
      }
      "${key}-memory" = {
        description = "${search.domain} uses more than ${var.thresholds.search_heap_percent} % of its heap, and soon refuses requests. Take a larger node."
        metrics = {
          heap = { namespace = "AWS/ES", name = "JVMMemoryPressure", statistic = "Maximum", dimensions = local.domains[key] }
        }
        threshold = var.thresholds.search_heap_percent
        minutes   = 15
      }
    }
  ]...)

  alarms = merge(
    local.balancer_alarms,
    local.outage_alarms,
    local.service_alarms,
    local.schedule_alarms,
    local.drain_alarms,
    { for key, alarm in merge(local.database_alarms, local.transaction_alarms, local.credit_alarms) : "database-${key}" => alarm },
    { for key, alarm in local.cache_alarms : "cache-${key}" => alarm },
    { for key, alarm in local.memcached_alarms : "memcached-${key}" => alarm },
    { for key, alarm in local.search_alarms : "search-${key}" => alarm },
  )
}

# Names and numbers of the estate, no data of the app: it is not encrypted, as CloudWatch may then write to it without a
# key of its own.
resource "aws_sns_topic" "this" {
  name = "${var.name}-alarms"

  tags = var.tags
}

# Each address gets a letter with a link, and nothing else before the link was followed.
resource "aws_sns_topic_subscription" "address" {
  for_each = toset(var.addresses)

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  comparison_operator = try(each.value.below, false) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = 1
  alarm_actions       = [aws_sns_topic.this.arn]
  ok_actions          = [aws_sns_topic.this.arn]
  # Nothing is measured where nothing runs, as before the first deploy.
  treat_missing_data = "notBreaching"

  dynamic "metric_query" {
    for_each = try([each.value.expression], [])
    content {
      id          = "answer"
      expression  = metric_query.value
      label       = each.key
      return_data = true
    }
  }

  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id          = metric_query.key
      return_data = !can(each.value.expression)

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.statistic
        period      = 60 * each.value.minutes
      }
    }
  }

  tags = var.tags
}
