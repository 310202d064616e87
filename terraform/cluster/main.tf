# Where tasks run and where their images are kept.

resource "aws_cloudwatch_log_group" "sessions" {
  name              = "/ecs/${var.name}/sessions"
  retention_in_days = coalesce(var.session_retention_days, var.log_retention_days)
  kms_key_id        = var.sessions_key_arn != null ? var.sessions_key_arn : var.kms_key_arn

  tags = var.tags
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = var.container_insights
  }

  # What is typed in a shell inside a task (ECS Exec) is kept.
  configuration {
    execute_command_configuration {
      logging    = "OVERRIDE"
      kms_key_id = var.sessions_key_arn

      log_configuration {
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.sessions.name
        cloud_watch_encryption_enabled = var.sessions_key_arn != null
      }
    }
  }

  tags = var.tags
}

# Where spare capacity is used, beside what is there for certain.
resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.spot ? 1 : 0

  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# A tag never changes its meaning: what was tested is what runs, and a way back exists.
resource "aws_ecr_repository" "this" {
  for_each = var.repositories

  name                 = "${var.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = var.delete_images

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = var.kms_key_arn == null ? "AES256" : "KMS"
    kms_key         = var.kms_key_arn
  }

  tags = var.tags
}

resource "aws_ecr_lifecycle_policy" "this" {
  for_each = var.repositories

  repository = aws_ecr_repository.this[each.key].name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Layers that no tag names"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 14
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "All but the newest ${var.images_kept}"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = var.images_kept
        }
        action = { type = "expire" }
      },
    ]
  })
}
