mock_provider "aws" {
  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:crema-production-alarms"
    }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = {
      arn = "arn:aws:events:us-east-1:123456789012:rule/crema-production-deployment-failed"
    }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = {
      arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:crema-production-crema-web-errors"
    }
  }
}

variables {
  name      = "crema-production"
  region    = "us-east-1"
  addresses = ["on-call@crema.example"]
  cluster   = "crema-production"
  services  = { crema-web = "crema-production-web", crema-worker = "crema-production-worker" }
  load_balancer = {
    arn_suffix    = "app/crema-production/50dc6c495c0c9188"
    target_groups = { crema-web = "targetgroup/crema-web/943f017f100becff" }
  }
  missed_queues      = { crema = "crema-production-schedule-missed" }
  job_families       = { crema = "crema-production-schedule" }
  undelivered_queues = { crema = "crema-production-log-drain-undelivered" }
  databases          = { main = { identifier = "crema-production-main", instance_class = "db.t4g.medium", storage_gib = 64 } }
  caches             = { redis = { replication_group_id = "crema-production-redis", nodes = 2 } }
  searches           = { products = { domain = "crema-production-products", arn = "arn:aws:es:us-east-1:123456789012:domain/crema-production-products", storage_gib = 20 } }
}

run "everything_that_users_feel_has_an_alarm" {
  assert {
    condition = output.alarm_names == tolist([
      "crema-production-cache-redis-1-cpu",
      "crema-production-cache-redis-1-memory",
      "crema-production-cache-redis-2-cpu",
      "crema-production-cache-redis-2-memory",
      "crema-production-crema-missed-jobs",
      "crema-production-crema-undelivered-logs",
      "crema-production-crema-web-cpu",
      "crema-production-crema-web-crashed",
      "crema-production-crema-web-errors",
      "crema-production-crema-web-memory",
      "crema-production-crema-web-slow",
      "crema-production-crema-web-unhealthy",
      "crema-production-crema-worker-cpu",
      "crema-production-crema-worker-crashed",
      "crema-production-crema-worker-memory",
      "crema-production-database-main-cpu",
      "crema-production-database-main-credits",
      "crema-production-database-main-disk",
      "crema-production-database-main-transaction-ids",
      "crema-production-load-balancer-unanswered",
      "crema-production-search-products-disk",
      "crema-production-search-products-lost",
      "crema-production-search-products-memory",
    ])
    error_message = "An alarm for each thing, and no other."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.treat_missing_data == "notBreaching" && one(alarm.alarm_actions) == output.topic_arn && one(alarm.ok_actions) == output.topic_arn])
    error_message = "Nothing goes off before the first deploy; its end is told as well."
  }
  assert {
    condition     = aws_sns_topic_subscription.address["on-call@crema.example"].protocol == "email"
    error_message = "Somebody is told."
  }
}

run "an_alarm_of_errors_is_of_a_share_of_enough_requests" {
  command = plan

  assert {
    condition = toset([for query in aws_cloudwatch_metric_alarm.this["crema-web-errors"].metric_query : query.id if !query.return_data]) == toset([
    "requests", "answered", "unanswered"])
    error_message = "Three metrics, and none of them is the answer."
  }
  assert {
    condition     = one([for query in aws_cloudwatch_metric_alarm.this["crema-web-errors"].metric_query : query.expression if query.return_data]) == "IF(requests >= 20, 100 * (FILL(answered, 0) + FILL(unanswered, 0)) / requests, 0)"
    error_message = "The share is the answer."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["load-balancer-unanswered"].threshold == 20 && one(one(aws_cloudwatch_metric_alarm.this["load-balancer-unanswered"].metric_query).metric).dimensions == tomap({ LoadBalancer = "app/crema-production/50dc6c495c0c9188" })
    error_message = "Without a task there is no target group's metric: what nobody answers is counted by the load balancer alone."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-main-disk"].threshold == 6871947673 && aws_cloudwatch_metric_alarm.this["database-main-disk"].comparison_operator == "LessThanThreshold"
    error_message = "A tenth of 64 GiB."
  }
  assert {
    condition     = one(one(aws_cloudwatch_metric_alarm.this["cache-redis-2-memory"].metric_query).metric).dimensions == tomap({ CacheClusterId = "crema-production-redis-002" })
    error_message = "Each node is watched by the name that its metrics have."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["search-products-disk"].threshold == 2048 && one(one(aws_cloudwatch_metric_alarm.this["search-products-disk"].metric_query).metric).dimensions == tomap({ DomainName = "crema-production-products", ClientId = "123456789012" })
    error_message = "A tenth of 20 GiB, in MiB; a domain is known by its account and its name."
  }
}

run "what_ecs_says_is_told_in_words" {
  variables {
    release_families = { crema = "crema-production-run" }
  }

  assert {
    condition     = keys(aws_cloudwatch_event_rule.told) == ["crema-job-failed", "crema-release-failed", "deployment-failed", "services-not-started"]
    error_message = "A rule for each thing that no metric tells."
  }
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.told["crema-job-failed"].event_pattern) == {
      source      = ["aws.ecs"]
      detail-type = ["ECS Task State Change"]
      detail = {
        clusterArn = [{ wildcard = "*:cluster/crema-production" }]
        lastStatus = ["STOPPED"]
        group      = ["family:crema-production-schedule"]
        "$or" = [
          { stopCode = ["TaskFailedToStart", "TerminationNotice", "SpotInterruption"] },
          { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ anything-but = [0] }] } },
        ]
      }
    }
    error_message = "A job that fails, and none that ends with 0 or that a person stopped."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.told["crema-release-failed"].event_pattern).detail.startedBy == [{ prefix = "release-" }]
    error_message = "The release phase, and nothing that a person runs in a task of the same family."
  }
  assert {
    condition = alltrue([
      for target in aws_cloudwatch_event_target.told : target.arn == output.topic_arn
      && length(setsubtract(flatten(regexall("<([a-z]+)>", target.input_transformer[0].input_template)), keys(target.input_transformer[0].input_paths))) == 0
      && can(jsondecode(target.input_transformer[0].input_template))
    ])
    error_message = "A sentence in quotes, in which every gap is filled."
  }
  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.crashed["crema-worker-crashed"].event_pattern).detail.group == ["service:crema-production-worker"] && (
      one(one(aws_cloudwatch_metric_alarm.this["crema-worker-crashed"].metric_query).metric).dimensions == tomap({ RuleName = "crema-production-crema-worker-crashed" })
    )
    error_message = "What a service's tasks do over and over is counted by a rule of its own."
  }
}

run "only_alarms_and_these_rules_wake_people" {
  assert {
    condition = [for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Condition] == [
      { StringEquals = { "aws:SourceAccount" = "123456789012" } },
      { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.told : rule.arn] } },
    ]
    error_message = "Each service for this account's things only."
  }
}

run "a_long_name_is_cut_to_what_a_rule_takes" {
  command = plan

  variables {
    services = { a-component-of-many-words-and-letters-mail = "a-component-of-many-words-and-letters-production-mail" }
  }

  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.crashed : length(rule.name) == 64])
    error_message = "64 characters, and still told apart."
  }
}

run "the_dashboard_shows_the_same" {
  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 14
    error_message = "The alarms, and thirteen pictures."
  }
  assert {
    condition     = jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.title == "Alarms"
    error_message = "The alarms come first."
  }
  assert {
    condition     = alltrue([for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : widget.x + widget.width <= 24])
    error_message = "Three beside each other."
  }
}

run "an_app_without_data_and_requests_needs_few" {
  command = plan

  variables {
    load_balancer      = null
    missed_queues      = {}
    undelivered_queues = {}
    databases          = { main = { identifier = "crema-production-main", instance_class = "db.m7g.large", storage_gib = 64 } }
    caches             = {}
    searches           = {}
  }

  assert {
    condition     = length(aws_cloudwatch_metric_alarm.this) == 9
    error_message = "Three for each service, three for a database that has no credits to lose."
  }
}

run "mysql_counts_no_transactions_and_memcached_has_no_memory_to_fill" {
  command = plan

  variables {
    load_balancer      = null
    missed_queues      = {}
    undelivered_queues = {}
    services           = {}
    databases          = { openings = { identifier = "kiosk-production-openings", instance_class = "db.t4g.small", storage_gib = 20, engine = "mysql" } }
    caches             = {}
    memcaches          = { memcachier = "kiosk-production-memcachier" }
    searches           = {}
  }

  assert {
    condition = keys(aws_cloudwatch_metric_alarm.this) == [
    "database-openings-cpu", "database-openings-credits", "database-openings-disk", "memcached-memcachier-cpu", "memcached-memcachier-swap"]
    error_message = "Three for the database, two for the cache that forgets by itself."
  }
}

run "refuses_an_address_that_is_none" {
  command = plan

  variables {
    addresses = ["on-call"]
  }

  expect_failures = [var.addresses]
}
