# A login to AWS for an app that still runs at Heroku: for what it uses there today, and for nothing else. It has no key:
# new-aws-key.sh makes one and hands it to Heroku, so that no state ever holds it.

locals {
  statements = concat(
    length(var.buckets) == 0 ? [] : [
      {
        Sid      = "FilesInItsBuckets"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
        Resource = [for bucket in var.buckets : "arn:aws:s3:::${bucket}/*"]
      },
      {
        Sid      = "ListsOfItsBuckets"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"]
        Resource = [for bucket in var.buckets : "arn:aws:s3:::${bucket}"]
      },
    ],
    length(var.queues) == 0 ? [] : [
      {
        Sid    = "MessagesInItsQueues"
        Effect = "Allow"
        Action = [
          "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
        ]
        Resource = [for queue in var.queues : "arn:aws:sqs:*:${var.account_id}:${queue}"]
      },
    ],
    length(var.topics) == 0 ? [] : [
      {
        Sid      = "NewsInItsTopics"
        Effect   = "Allow"
        Action   = ["sns:Publish"]
        Resource = [for topic in var.topics : "arn:aws:sns:*:${var.account_id}:${topic}"]
      },
    ],
    length(var.tables) == 0 ? [] : [
      {
        Sid    = "ItemsInItsTables"
        Effect = "Allow"
        Action = [
          "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PutItem",
          "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem", "dynamodb:ConditionCheckItem",
          "dynamodb:DescribeTable",
        ]
        Resource = flatten([
          for table in var.tables : ["arn:aws:dynamodb:*:${var.account_id}:table/${table}", "arn:aws:dynamodb:*:${var.account_id}:table/${table}/index/*"]
        ])
      },
    ],
  )
}

resource "aws_iam_user" "this" {
  name = var.name
  # Its keys are made outside Terraform, and go with it.
  force_destroy = true

  tags = var.tags
}

resource "aws_iam_user_policy" "this" {
  name = "what-the-app-uses"
  user = aws_iam_user.this.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.statements, [
      {
        Sid       = "OnlyEncryptedOnTheWay"
        Effect    = "Deny"
        Action    = "*"
        Resource  = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ])
  })

  lifecycle {
    precondition {
      condition     = length(local.statements) > 0
      error_message = "${var.name} would be allowed nothing."
    }
  }
}
