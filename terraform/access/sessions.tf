# Shells: encrypted on their way and in their log. The cluster's module uses this key for ECS Exec, so nothing about the key
# may come from the cluster.

locals {
  # arn:aws:kms:us-east-1:123456789012:key/…
  key = split(":", aws_kms_key.sessions.arn)
}

resource "aws_kms_key" "sessions" {
  description             = "Encrypts shells in ${var.name}: on their way, and in their log."
  enable_key_rotation     = true
  deletion_window_in_days = var.protected ? 30 : 7

  tags = var.tags
}

resource "aws_kms_key_policy" "sessions" {
  key_id = aws_kms_key.sessions.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RolesOfTheAccount"
        Effect    = "Allow"
        Action    = "kms:*"
        Resource  = "*"
        Principal = { AWS = "arn:${local.key[1]}:iam::${local.key[4]}:root" }
      },
      {
        Sid       = "TheLogOfShells"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Principal = { Service = "logs.${local.key[3]}.amazonaws.com" }
        Condition = {
          ArnEquals = { "kms:EncryptionContext:aws:logs:arn" = "${join(":", [local.key[0], local.key[1], "logs", local.key[3], local.key[4]])}:log-group:/ecs/${var.name}/sessions" }
        }
      },
    ]
  })
}

resource "aws_kms_alias" "sessions" {
  name          = "alias/${var.name}-sessions"
  target_key_id = aws_kms_key.sessions.id
}

# For Session Manager on a machine, should one ever be added to the estate: the operator may start shells by this alone.
resource "aws_ssm_document" "session" {
  name            = "${var.name}-session"
  document_type   = "Session"
  document_format = "JSON"

  content = jsonencode({
    schemaVersion = "1.0"
    description   = "A shell of ${var.name}, encrypted, and kept in the log of shells."
    sessionType   = "Standard_Stream"
    inputs = {
      cloudWatchLogGroupName      = join(":", slice(split(":", var.sessions_log_group_arn), 6, 7))
      cloudWatchEncryptionEnabled = true
      cloudWatchStreamingEnabled  = true
      s3BucketName                = ""
      s3KeyPrefix                 = ""
      s3EncryptionEnabled         = true
      kmsKeyId                    = aws_kms_key.sessions.arn
      idleSessionTimeout          = "20"
      maxSessionDuration          = tostring(60 * var.session_hours)
      runAsEnabled                = false
    }
  })

  tags = var.tags
}
