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
  mock_data "aws_availability_zones" {
    defaults = {
      names = ["us-east-1a", "us-east-1b", "us-east-1c"]
    }
  }
  mock_resource "aws_ecs_cluster" {
    defaults = {
      arn = "arn:aws:ecs:us-east-1:123456789012:cluster/crema-production"
    }
  }
  mock_resource "aws_ecr_repository" {
    defaults = {
      arn            = "arn:aws:ecr:us-east-1:123456789012:repository/crema-production/crema"
      repository_url = "123456789012.dkr.ecr.us-east-1.amazonaws.com/crema-production/crema"
    }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/crema/50dc6c495c0c9188"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/crema/943f017f100becff"
    }
  }
  mock_resource "aws_lb_listener" {
    defaults = {
      arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/crema/50dc6c495c0c9188/f2f7dc8efc522ab2"
    }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111"
      domain_validation_options = [
        { domain_name = "crema.example", resource_record_name = "_a.crema.example.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "*.crema.example", resource_record_name = "_a.crema.example.", resource_record_type = "CNAME", resource_record_value = "_x.acm-validations.aws." },
        { domain_name = "shop.beans.example", resource_record_name = "_b.shop.beans.example.", resource_record_type = "CNAME", resource_record_value = "_y.acm-validations.aws." },
      ]
    }
  }
  mock_resource "aws_acm_certificate_validation" {
    defaults = {
      certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1f0e5b6c-2f0a-4a0a-9a0a-111111111111"
    }
  }
  mock_resource "aws_ssm_parameter" {
    defaults = {
      arn = "arn:aws:ssm:us-east-1:123456789012:parameter/crema/production/DATABASE_URL"
    }
  }
  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:crema/production/CERTIFICATES-AbCdEf"
    }
  }
  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:sns:us-east-1:123456789012:crema-production-alarms"
    }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:crema-production-schedule-missed"
    }
  }
}

variables {
  name        = "crema-production"
  environment = "production"
  region      = "us-east-1"
  apps = {
    crema = {
      environment = { RAILS_ENV = "production" }
      settings    = { DATABASE_URL = {}, REDIS_URL = {}, CERTIFICATES = { store = "secret" } }
      processes = {
        web    = { command = "bundle exec puma -C config/puma.rb", cpu = 512, memory = 1024, port = 5000 }
        worker = { command = "bundle exec sidekiq", cpu = 256, memory = 512 }
      }
      jobs = { schedules = { renew = { command = "bundle exec rake subscription:renew", expression = "cron(0 9 * * ? *)" } } }
    }
  }
  load_balancer = { default_service = "crema-web" }
  databases = {
    main = { apps = ["crema"], engine_version = "17", instance_class = "db.t4g.medium", storage_gib = 64, database_name = "crema" }
  }
  caches = { redis = { apps = ["crema"], node_type = "cache.t4g.small" } }
}

run "one_app_with_all_that_it_had" {
  assert {
    condition     = keys(output.services) == ["crema-web", "crema-worker"] && output.services["crema-web"].service == "crema-production-web"
    error_message = "One service for each process."
  }
  assert {
    condition     = toset(keys(local.clients["crema"])) == toset(["crema-production-web", "crema-production-worker", "crema-production-run", "crema-production-schedule"])
    error_message = "Every part of the app reaches its database, and nobody else."
  }
  assert {
    condition     = output.settings["crema"]["CERTIFICATES"] == { store = "secret", name = "crema/production/CERTIFICATES" }
    error_message = "Whoever puts the values in knows where."
  }
  assert {
    condition     = one(output.schedules["crema"].schedules) == "renew" && output.tasks["crema"].family == "crema-production-run"
    error_message = "Jobs and one-off tasks have families of their own."
  }
}

run "what_runs_is_watched" {
  command = plan

  assert {
    condition     = length(module.alarms.alarm_names) == 14 && output.alarms.dashboard == "crema-production"
    error_message = "Five alarms for what serves, two for the worker, one for the jobs, four for the database, two for the cache."
  }
}

run "an_app_that_serves_nobody_has_no_load_balancer" {
  command = plan

  variables {
    apps = {
      crema = { processes = { worker = { command = "bin/work", cpu = 256, memory = 512 } } }
    }
    load_balancer = {}
    databases     = {}
    caches        = {}
  }

  assert {
    condition     = length(module.load_balancer) == 0 && length(module.schedule) == 0 && output.load_balancer == null
    error_message = "Only what is needed is made."
  }
}

run "refuses_a_database_of_an_unknown_app" {
  command = plan

  variables {
    databases = {
      main = { apps = ["creme"], engine_version = "17", instance_class = "db.t4g.medium", storage_gib = 64, database_name = "crema" }
    }
  }

  expect_failures = [var.databases]
}

run "without_domains_nothing_is_asked_of_dns_and_nothing_served_in_the_clear" {
  command = plan

  assert {
    condition     = output.certificates == {} && output.domain_records == {} && output.name_servers == {}
    error_message = "Without domains there is neither certificate nor zone."
  }
  assert {
    condition     = module.load_balancer[0].serves_https == false
    error_message = "The first apply needs no certificate."
  }
}

run "records_by_hand_keep_nothing_waiting" {
  variables {
    domains = { "shop.beans.example" = { zone = "beans.example", heroku_target = "calm-fox-1.herokudns.com" } }
  }

  assert {
    condition     = output.certificates["beans.example"].used == false && module.load_balancer[0].serves_https == false
    error_message = "HTTPS begins when somebody says that the records are made."
  }
  assert {
    condition     = output.certificate_records["shop.beans.example"].name == "_b.shop.beans.example" && output.domain_records["shop.beans.example"].by == "hand"
    error_message = "The records are said."
  }
}

run "when_they_are_made_https_begins" {
  variables {
    domains         = { "shop.beans.example" = { zone = "beans.example", heroku_target = "calm-fox-1.herokudns.com" } }
    validated_zones = ["beans.example"]
  }

  assert {
    condition     = output.certificates["beans.example"].used && module.load_balancer[0].serves_https
    error_message = "The listener has the certificate."
  }
}

run "a_zone_in_route_53_needs_one_apply_and_dns_stays_as_it_is" {
  variables {
    domains = {
      "crema.example"      = { zone = "crema.example" }
      "*.crema.example"    = { zone = "crema.example", heroku_target = "calm-fox-1.herokudns.com" }
      "shop.beans.example" = { zone = "beans.example", certificate = false }
    }
    zones = { "crema.example" = { id = "ZKNOWN" } }
  }

  assert {
    condition     = keys(output.certificates) == ["crema.example"] && module.load_balancer[0].serves_https
    error_message = "The certificate is proved and used at once; the other domain has none of ACM's."
  }
  assert {
    condition     = alltrue([for record in output.domain_records : record.leads_here == null])
    error_message = "No record of a domain is touched before the cutover."
  }
}

run "a_zone_that_is_made_waits_for_its_registrar" {
  variables {
    domains = { "crema.example" = { zone = "crema.example" } }
    zones   = { "crema.example" = { make = true } }
  }

  assert {
    condition     = keys(output.name_servers) == ["crema.example"] && output.certificates["crema.example"].used == false
    error_message = "Nobody asks a new zone before the registrar knows it."
  }
}

run "the_cutover_switches_the_records" {
  variables {
    domains      = { "crema.example" = { zone = "crema.example" } }
    zones        = { "crema.example" = { id = "ZKNOWN" } }
    dns_leads_to = "aws"
  }

  assert {
    condition     = output.domain_records["crema.example"].leads_here
    error_message = "Visitors come here."
  }
}

run "refuses_a_domain_outside_its_zone" {
  command = plan

  variables {
    domains = { "crema.example" = { zone = "beans.example" } }
  }

  expect_failures = [var.domains]
}

run "refuses_a_validated_zone_that_no_domain_is_in" {
  command = plan

  variables {
    domains         = { "crema.example" = { zone = "crema.example" } }
    validated_zones = ["beans.example"]
  }

  expect_failures = [var.validated_zones]
}
