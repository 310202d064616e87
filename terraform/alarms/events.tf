# What AWS says by itself, as no metric does: events of ECS, told to the same topic in words. They cost nothing, and know
# what was meant: a service that is scaled to zero, or was never deployed, is no event.

locals {
  ours = { clusterArn = [{ wildcard = "*:cluster/${var.cluster}" }] }

  # A task that never began, was taken away, or ended by itself with another code than 0; not one that a person stopped.
  failed = [
    { stopCode = ["TaskFailedToStart", "TerminationNotice", "SpotInterruption"] },
    { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ anything-but = [0] }] } },
  ]

  services_pattern = [{ wildcard = "*:service/${var.cluster}/*" }]

  task_paths = {
    task   = "$.detail.taskArn"
    by     = "$.detail.startedBy"
    code   = "$.detail.containers[0].exitCode"
    reason = "$.detail.stoppedReason"
  }

  # Each event with its pattern, what is taken from it, and the sentences that a person reads.
  events = merge(
    {
      "services-not-started" = {
        pattern = {
          detail-type = ["ECS Service Action"]
          resources   = local.services_pattern
          detail      = merge(local.ours, { eventName = ["SERVICE_TASK_START_IMPAIRED", "SERVICE_TASK_PLACEMENT_FAILURE", "SERVICE_TASK_CONFIGURATION_FAILURE"] })
        }
        paths    = { service = "$.resources[0]", event = "$.detail.eventName" }
        sentence = "${var.name}: tasks of <service> do not start (<event>). Look at the service's events and at its last stopped tasks."
      }
      "deployment-failed" = {
        pattern = {
          detail-type = ["ECS Deployment State Change"]
          resources   = local.services_pattern
          detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
        }
        paths    = { service = "$.resources[0]", reason = "$.detail.reason" }
        sentence = "${var.name}: a rollout of <service> failed and was taken back (<reason>). What ran before runs on; look at the log of the new version."
      }
    },
    {
      for app, family in var.job_families : "${app}-job-failed" => {
        pattern = {
          detail-type = ["ECS Task State Change"]
          detail      = merge(local.ours, { lastStatus = ["STOPPED"], group = ["family:${family}"], "$or" = local.failed })
        }
        paths    = local.task_paths
        sentence = "${var.name}: a scheduled job of ${app} failed (<by>). Exit code: <code>. <reason> Look at the log /ecs/${family} of the task <task>."
      }
    },
    {
      for app, family in var.release_families : "${app}-release-failed" => {
        pattern = {
          detail-type = ["ECS Task State Change"]
          detail      = merge(local.ours, { lastStatus = ["STOPPED"], group = ["family:${family}"], startedBy = [{ prefix = "release-" }], "$or" = local.failed })
        }
        paths    = local.task_paths
        sentence = "${var.name}: the release phase of ${app} failed, and what ran before runs on. Exit code: <code>. <reason> Look at the log /ecs/${family} of the task <task>."
      }
    },
  )

  # Without a target: its metric counts the tasks that end by themselves, for an alarm when it is over and over.
  crashes = {
    for key, service in var.services : "${key}-crashed" => {
      detail-type = ["ECS Task State Change"]
      detail = merge(local.ours, {
        lastStatus = ["STOPPED"]
        group      = ["service:${service}"]
        stopCode   = ["EssentialContainerExited", "TaskFailedToStart"]
      })
    }
  }
}

locals {
  # A rule's name has at most 64 characters.
  rule_names = {
    for key in concat(keys(local.events), keys(local.crashes)) : key =>
    length("${var.name}-${key}") <= 64 ? "${var.name}-${key}" : "${substr("${var.name}-${key}", 0, 55)}-${substr(sha256("${var.name}-${key}"), 0, 8)}"
  }
}

resource "aws_cloudwatch_event_rule" "told" {
  for_each = local.events

  name          = local.rule_names[each.key]
  description   = "Tells the topic of ${var.name}."
  event_pattern = jsonencode(merge({ source = ["aws.ecs"] }, each.value.pattern))

  tags = var.tags
}

resource "aws_cloudwatch_event_target" "told" {
  for_each = local.events

  rule      = aws_cloudwatch_event_rule.told[each.key].name
  target_id = "topic"
  arn       = aws_sns_topic.this.arn

  input_transformer {
    input_paths    = each.value.paths
    input_template = "\"${each.value.sentence}\""
  }
}

resource "aws_cloudwatch_event_rule" "crashed" {
  for_each = local.crashes

  name          = local.rule_names[each.key]
  description   = "Is counted by the alarm ${var.name}-${each.key}; tells nobody itself."
  event_pattern = jsonencode(merge({ source = ["aws.ecs"] }, each.value))

  tags = var.tags
}

# Alarms of this account, and these rules: nobody else may wake people.
resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Alarms"
        Effect    = "Allow"
        Principal = { Service = "cloudwatch.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { StringEquals = { "aws:SourceAccount" = split(":", aws_sns_topic.this.arn)[4] } }
      },
      {
        Sid       = "Events"
        Effect    = "Allow"
        Principal = { Service = "events.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { ArnEquals = { "aws:SourceArn" = sort([for rule in aws_cloudwatch_event_rule.told : rule.arn]) } }
      },
    ]
  })
}
