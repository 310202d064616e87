# One process type of a Procfile that runs all the time: one ECS service.

module "task_definition" {
  source = "../task_definition"

  name                   = var.name
  container_name         = var.container_name
  cluster_arn            = var.cluster_arn
  vpc_id                 = var.vpc_id
  repository_url         = var.repository_url
  repository_arn         = var.repository_arn
  command                = var.command
  cpu                    = var.cpu
  memory                 = var.memory
  cpu_architecture       = var.cpu_architecture
  disk_gib               = var.disk_gib
  port                   = var.port
  environment            = var.environment
  secrets                = var.secrets
  readable_secret_arns   = var.readable_secret_arns
  stop_timeout           = var.stop_timeout
  shell_access           = true
  sessions_log_group_arn = var.sessions_log_group_arn
  sessions_key_arn       = var.sessions_key_arn
  task_policy_json       = var.task_policy_json
  log_retention_days     = var.log_retention_days
  kms_key_arn            = var.kms_key_arn
  tags                   = var.tags
}

# Only the load balancer reaches the app, and only on its port.

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = module.task_definition.security_group_id
  referenced_security_group_id = var.load_balancer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port

  tags = merge(var.tags, { Name = "Requests from the load balancer" })
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_app" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = var.load_balancer.security_group_id
  referenced_security_group_id = module.task_definition.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port

  tags = merge(var.tags, { Name = "Requests to ${var.name}" })
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster_arn
  launch_type     = var.spot ? null : "FARGATE"
  task_definition = module.task_definition.template_arn
  # Nothing runs before the first deploy has brought an image and the settings have their values.
  desired_count = 0

  deployment_minimum_healthy_percent = var.singleton ? 0 : 100
  deployment_maximum_percent         = var.singleton ? 100 : 200
  health_check_grace_period_seconds  = var.load_balancer == null ? null : var.start_timeout
  enable_execute_command             = true
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = false

  # Spare capacity, which AWS takes back with two minutes' notice.
  dynamic "capacity_provider_strategy" {
    for_each = var.spot ? ["FARGATE_SPOT"] : []
    content {
      capacity_provider = capacity_provider_strategy.value
      weight            = 1
    }
  }

  # A release that does not come up is taken back by itself.
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.subnet_ids
    security_groups  = [module.task_definition.security_group_id]
    assign_public_ip = var.public_addresses
  }

  dynamic "load_balancer" {
    for_each = var.load_balancer == null ? [] : [var.load_balancer]
    content {
      target_group_arn = load_balancer.value.target_group_arn
      container_name   = var.container_name
      container_port   = var.port
    }
  }

  tags = var.tags

  lifecycle {
    # The deploy owns the image and how many run.
    ignore_changes = [task_definition, desired_count]

    precondition {
      condition     = var.load_balancer == null || var.port != null
      error_message = "${var.name} is behind a load balancer and needs a port."
    }
    precondition {
      condition     = var.load_balancer == null || !var.spot
      error_message = "${var.name} answers requests, and Spot would take its tasks away in the middle of them."
    }
  }

  depends_on = [module.task_definition, aws_vpc_security_group_ingress_rule.from_load_balancer]
}

resource "aws_appautoscaling_target" "this" {
  count = var.autoscaling == null ? 0 : 1

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${split("/", var.cluster_arn)[1]}/${aws_ecs_service.this.name}"
  # With a minimum before the first deploy, tasks would start before there is an image. That deploy sets it.
  min_capacity = var.deployed ? var.autoscaling.minimum : 0
  max_capacity = var.autoscaling.maximum

  tags = var.tags
}

resource "aws_appautoscaling_policy" "cpu" {
  count = var.autoscaling == null ? 0 : 1

  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  resource_id        = aws_appautoscaling_target.this[0].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = var.autoscaling.cpu_percent
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
