# What is written down: every call of AWS's API in the account, in a bucket where it cannot be changed, and the alarms that
# look at it. An account needs one trail; all of this is left out where another environment has it.

locals {
  trails    = var.trail ? 1 : 0
  trail_arn = "arn:${local.partition}:cloudtrail:${local.region}:${local.account_id}:trail/${var.name}"
  trail_log = "/aws/cloudtrail/${var.name}"

  # What is seen in the trail and never passes unnoticed. Attempts that were refused count, too.
  watched = !var.trail ? {} : {
    break-glass = {
      description = "Somebody takes on a break-glass role of the account, or tries to. `dynolift access` and the trail say who; ask why, and note it down."
      pattern     = "{ ($.eventName = \"AssumeRole*\") && ($.requestParameters.roleArn = \"*-break-glass\") }"
    }
    root = {
      description = "The account's root user does something. It is for closing the account and little else: find out who, and what was done."
      pattern     = "{ ($.userIdentity.type = \"Root\") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != \"AwsServiceEvent\") }"
    }
    trail = {
      description = "The trail, its key, the lock on it or one of these alarms is changed. Unless it was Terraform after a review, find out who did it."
      pattern     = "{ ($.eventName = \"StopLogging\") || ($.eventName = \"DeleteTrail\") || ($.eventName = \"UpdateTrail\") || ($.eventName = \"PutEventSelectors\") || ($.eventName = \"PutObjectLockConfiguration\") || ($.eventName = \"PutBucketObjectLockConfiguration\") || (($.eventName = \"PutBucketPolicy\") && ($.requestParameters.bucketName = \"*-trail-*\")) || (($.eventName = \"DeleteBucketPolicy\") && ($.requestParameters.bucketName = \"*-trail-*\")) || ($.eventName = \"ScheduleKeyDeletion\") || ($.eventName = \"DisableKey\") || (($.eventName = \"DeleteMetricFilter\") && ($.requestParameters.logGroupName = \"${local.trail_log}\")) || (($.eventName = \"DeleteAlarms\") && ($.requestParameters.alarmNames[0] = \"*-used\")) || (($.eventName = \"DisableAlarmActions\") && ($.requestParameters.alarmNames[0] = \"*-used\")) }"
    }
  }
}

resource "aws_kms_key" "trail" {
  count = local.trails

  description             = "Encrypts the trail of ${var.name}."
  enable_key_rotation     = true
  deletion_window_in_days = var.protected ? 30 : 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RolesOfTheAccount"
        Effect    = "Allow"
        Action    = "kms:*"
        Resource  = "*"
        Principal = { AWS = "arn:${local.partition}:iam::${local.account_id}:root" }
      },
      {
        Sid       = "TheTrail"
        Effect    = "Allow"
        Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
        Resource  = "*"
        Principal = { Service = "cloudtrail.amazonaws.com" }
        Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
      },
      {
        Sid       = "ItsLog"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Principal = { Service = "logs.${local.region}.amazonaws.com" }
        Condition = { ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "${local.logs}:${local.trail_log}" } }
      },
    ]
  })

  tags = var.tags
}

resource "aws_kms_alias" "trail" {
  count = local.trails

  name          = "alias/${var.name}-trail"
  target_key_id = aws_kms_key.trail[0].id
}

resource "aws_s3_bucket" "trail" {
  count = local.trails

  bucket_prefix       = "${substr(var.name, 0, 30)}-trail-"
  object_lock_enabled = true
  force_destroy       = !var.protected

  tags = var.tags
}

resource "aws_s3_bucket_public_access_block" "trail" {
  count = local.trails

  bucket                  = aws_s3_bucket.trail[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.trail[0].arn
    }
  }
}

resource "aws_s3_bucket_versioning" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  rule {
    default_retention {
      mode = var.lock_mode
      days = var.keep_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.trail]
}

resource "aws_s3_bucket_lifecycle_configuration" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  rule {
    id     = "after-its-days"
    status = "Enabled"

    filter {}

    expiration {
      days = var.keep_days + 1
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.trail]
}

resource "aws_s3_bucket_policy" "trail" {
  count = local.trails

  bucket = aws_s3_bucket.trail[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid       = "TheTrailLooks"
          Effect    = "Allow"
          Action    = "s3:GetBucketAcl"
          Resource  = aws_s3_bucket.trail[0].arn
          Principal = { Service = "cloudtrail.amazonaws.com" }
          Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
        },
        {
          Sid       = "TheTrailWrites"
          Effect    = "Allow"
          Action    = "s3:PutObject"
          Resource  = "${aws_s3_bucket.trail[0].arn}/AWSLogs/${local.account_id}/*"
          Principal = { Service = "cloudtrail.amazonaws.com" }
          Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn, "s3:x-amz-acl" = "bucket-owner-full-control" } }
        },
        {
          Sid       = "NobodyInTheClear"
          Effect    = "Deny"
          Action    = "s3:*"
          Resource  = [aws_s3_bucket.trail[0].arn, "${aws_s3_bucket.trail[0].arn}/*"]
          Principal = "*"
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ],
      [for arn in var.protected ? [aws_s3_bucket.trail[0].arn] : [] : {
        Sid       = "NobodyLiftsTheLock"
        Effect    = "Deny"
        Action    = ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"]
        Resource  = "${arn}/*"
        Principal = "*"
      }],
    )
  })

  depends_on = [aws_s3_bucket_public_access_block.trail]
}

resource "aws_cloudwatch_log_group" "trail" {
  count = local.trails

  name              = local.trail_log
  retention_in_days = var.keep_days
  kms_key_id        = aws_kms_key.trail[0].arn

  tags = var.tags
}

resource "aws_iam_role" "trail" {
  count = local.trails

  name        = "${var.name}-trail"
  description = "Lets the trail write its log, which the alarms look at."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceArn" = local.trail_arn } }
    }]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "trail" {
  count = local.trails

  name = "write"
  role = aws_iam_role.trail[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.trail[0].arn}:log-stream:*"
    }]
  })
}

resource "aws_cloudtrail" "this" {
  count = local.trails

  name                          = var.name
  s3_bucket_name                = aws_s3_bucket.trail[0].id
  kms_key_id                    = aws_kms_key.trail[0].arn
  enable_log_file_validation    = true
  is_multi_region_trail         = true
  include_global_service_events = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail[0].arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.trail[0].arn

  tags = var.tags

  depends_on = [
    aws_s3_bucket_policy.trail, aws_s3_bucket_object_lock_configuration.trail,
    aws_s3_bucket_server_side_encryption_configuration.trail, aws_iam_role_policy.trail,
  ]
}

resource "aws_sns_topic" "this" {
  count = local.trails

  name = "${var.name}-access"

  tags = var.tags
}

# Each address gets a letter with a link, and nothing else before the link was followed.
resource "aws_sns_topic_subscription" "address" {
  for_each = var.trail ? toset(var.addresses) : toset([])

  topic_arn = aws_sns_topic.this[0].arn
  protocol  = "email"
  endpoint  = each.value
}

resource "aws_cloudwatch_log_metric_filter" "this" {
  for_each = local.watched

  name           = "${var.name}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.trail[0].name
  pattern        = each.value.pattern

  metric_transformation {
    namespace = "Access/${var.name}"
    name      = each.key
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.watched

  alarm_name          = "${var.name}-${each.key}-used"
  alarm_description   = each.value.description
  namespace           = "Access/${var.name}"
  metric_name         = aws_cloudwatch_log_metric_filter.this[each.key].metric_transformation[0].name
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  alarm_actions       = [aws_sns_topic.this[0].arn]
  treat_missing_data  = "notBreaching"

  tags = var.tags
}
