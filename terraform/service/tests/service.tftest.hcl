mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema"
    }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/crema"
    }
  }
  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn                  = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-template:1"
      arn_without_revision = "arn:aws:ecs:us-east-1:123456789012:task-definition/crema-template"
    }
  }
}

variables {
  name           = "crema-production-web"
  cluster_arn    = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
  vpc_id         = "vpc-1"
  subnet_ids     = ["subnet-1", "subnet-2"]
  repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
  repository_arn = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
  command        = "bundle exec puma -C config/puma.rb"
  cpu            = 512
  memory         = 1024
}

run "a_web_service_is_reached_by_the_load_balancer_alone" {
  variables {
    port = 5000
    load_balancer = {
      security_group_id = "sg-load-balancer"
      target_group_arn  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/crema/943f017f100becff"
    }
  }

  assert {
    condition     = aws_ecs_service.this.desired_count == 0 && aws_ecs_service.this.enable_execute_command
    error_message = "Nothing runs before the first deploy; a shell can be opened."
  }
  assert {
    condition     = aws_ecs_service.this.deployment_circuit_breaker[0].enable && aws_ecs_service.this.deployment_circuit_breaker[0].rollback
    error_message = "A bad release is taken back."
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.from_load_balancer[0].referenced_security_group_id == "sg-load-balancer" && aws_vpc_security_group_ingress_rule.from_load_balancer[0].from_port == 5000
    error_message = "One edge, one port."
  }
  assert {
    condition     = aws_ecs_service.this.health_check_grace_period_seconds == 90 && !aws_ecs_service.this.network_configuration[0].assign_public_ip
    error_message = "Time to boot, and no public address."
  }
}

run "a_worker_is_reached_by_nobody" {
  command = plan

  assert {
    condition     = length(aws_vpc_security_group_ingress_rule.from_load_balancer) == 0 && length(aws_ecs_service.this.load_balancer) == 0
    error_message = "No way in."
  }
  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 100 && aws_ecs_service.this.deployment_maximum_percent == 200
    error_message = "The old tasks stay until the new ones run."
  }
}

run "a_clock_never_runs_twice_and_a_service_may_scale" {
  command = plan

  variables {
    singleton   = true
    autoscaling = { minimum = 2, maximum = 8 }
  }

  assert {
    condition     = aws_ecs_service.this.deployment_minimum_healthy_percent == 0 && aws_ecs_service.this.deployment_maximum_percent == 100
    error_message = "The old task ends before the new one starts."
  }
  assert {
    condition     = aws_appautoscaling_target.this[0].resource_id == "service/crema-production/crema-production-web"
    error_message = "Scaling belongs to this service."
  }
  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 0 && aws_appautoscaling_target.this[0].max_capacity == 8
    error_message = "Nothing starts by scaling before the first deploy."
  }
}

run "once_it_was_deployed_its_minimum_is_terraforms" {
  command = plan

  variables {
    deployed    = true
    autoscaling = { minimum = 2, maximum = 8 }
  }

  assert {
    condition     = aws_appautoscaling_target.this[0].min_capacity == 2
    error_message = "A minimum that is changed takes effect."
  }
}

run "a_worker_may_run_on_spare_capacity" {
  command = plan

  variables {
    spot = true
  }

  assert {
    condition     = one(aws_ecs_service.this.capacity_provider_strategy).capacity_provider == "FARGATE_SPOT"
    error_message = "It is asked for by name."
  }
}

run "refuses_spare_capacity_for_what_answers_requests" {
  command = plan

  variables {
    spot = true
    port = 5000
    load_balancer = {
      security_group_id = "sg-load-balancer"
      target_group_arn  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/crema/943f017f100becff"
    }
  }

  expect_failures = [aws_ecs_service.this]
}

run "refuses_a_load_balancer_without_a_port" {
  command = plan

  variables {
    load_balancer = {
      security_group_id = "sg-load-balancer"
      target_group_arn  = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/crema/943f017f100becff"
    }
  }

  expect_failures = [aws_ecs_service.this]
}
