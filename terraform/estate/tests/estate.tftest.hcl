mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema"
    }
  }
  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::123456789012:policy/crema-production-deployer-assets"
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
  mock_resource "aws_opensearch_domain" {
    defaults = {
      arn = "arn:aws:es:us-east-1:123456789012:domain/crema-production-products"
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
  mock_resource "aws_kms_key" {
    defaults = {
      arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-0000-0000-0000-000000000000"
    }
  }
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = {
      arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:crema-production-root-used"
    }
  }
  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::crema-production-trail-1"
    }
  }
  mock_resource "aws_db_instance" {
    defaults = {
      arn = "arn:aws:rds:us-east-1:123456789012:db:crema-production-main"
    }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:crema-production-schedule-missed"
    }
  }
}

mock_provider "aws" {
  alias = "us_east_1"
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
        web    = { command = "bundle exec puma -C config/puma.rb", cpu = 512, memory = 1024, port = 5000, tasks = 2 }
        worker = { command = "bundle exec sidekiq", cpu = 256, memory = 512 }
      }
      release = { command = "bundle exec rake db:migrate" }
      jobs    = { schedules = { renew = { command = "bundle exec rake subscription:renew", expression = "cron(0 9 * * ? *)" } } }
    }
  }
  load_balancer = { default_service = "crema-web" }
  databases = {
    main = { apps = ["crema"], engine_version = "17", instance_class = "db.t4g.medium", storage_gib = 64, database_name = "crema" }
  }
  caches   = { redis = { apps = ["crema"], node_type = "cache.t4g.small" } }
  searches = { products = { apps = ["crema"], instance_type = "t3.small.search" } }
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
  assert {
    condition     = length(output.log_drains) == 0
    error_message = "Nobody reads along unasked."
  }
  assert {
    condition     = output.access == null && length(output.database_logins) == 0
    error_message = "No roles for people, unless they are asked for."
  }
}

run "people_get_roles_and_their_shells_are_encrypted" {
  variables {
    access = { addresses = ["auditor@crema.example"] }
  }

  assert {
    condition     = keys(output.access.roles) == ["auditor", "break-glass", "deployer", "operator", "viewer"] && output.access.trail.log_group == "/aws/cloudtrail/crema-production"
    error_message = "The roles and the trail are told."
  }
  assert {
    condition     = output.database_logins == tomap({ "crema-production-operator" = "operator", "crema-production-break-glass" = "break_glass" })
    error_message = "Operator and break-glass log in to the databases."
  }
}

run "a_deploy_finds_all_that_it_changes" {
  assert {
    condition     = { for service in module.deployment["crema"].target.services : service.name => service.tasks } == { crema-production-web = 2, crema-production-worker = 1 }
    error_message = "All services, and how many tasks the first deploy starts."
  }
  assert {
    condition     = module.deployment["crema"].target.release.command[2] == "exec bundle exec rake db:migrate" && module.deployment["crema"].target.run.family == "crema-production-run"
    error_message = "The release phase, and the task that it runs in."
  }
  assert {
    condition     = module.deployment["crema"].target.jobs.family == "crema-production-schedule"
    error_message = "The scheduled jobs."
  }
}

run "what_is_asked_for_stands_around_it" {
  command = plan

  variables {
    network       = { endpoints = ["logs"], nat_gateways = 0, flow_logs = "all" }
    load_balancer = { default_service = "crema-web", access_log_days = 14, firewall = "count" }
    apps = {
      crema = {
        processes = {
          web    = { command = "bundle exec puma -C config/puma.rb", cpu = 512, memory = 1024, port = 5000 }
          worker = { command = "bundle exec sidekiq", cpu = 256, memory = 512, spot = true }
        }
      }
    }
  }

  assert {
    condition     = length(module.access_logs) == 1 && length(module.firewall) == 1 && !local.network.tasks_need_public_addresses
    error_message = "A bucket for the logs, a firewall, and no way out."
  }
}

run "nothing_stands_around_it_unasked" {
  command = plan

  assert {
    condition     = length(module.access_logs) == 0 && length(module.firewall) == 0 && local.network.tasks_need_public_addresses == false
    error_message = "Neither logs nor a firewall, and a NAT gateway."
  }
}

run "what_runs_is_watched" {
  command = plan

  assert {
    condition     = length(module.alarms[0].alarm_names) == 20 && output.alarms.dashboard == "crema-production"
    error_message = "Six alarms for what serves and one for what nobody answers, three for the worker, one for the jobs, four for the database, two for the cache, three for the search."
  }
  assert {
    condition     = module.load_balancer[0].serves_https == false && output.certificates == {} && output.domain_records == {}
    error_message = "Without domains there is neither certificate nor zone, and nothing to wait for."
  }
}

run "whoever_reads_the_lines_goes_on_reading_them" {
  variables {
    apps = {
      crema = {
        processes = {
          web       = { command = "bundle exec puma", cpu = 512, memory = 1024, port = 5000 }
          scheduler = { command = "bundle exec clockwork", cpu = 256, memory = 512 }
        }
        jobs       = { schedules = { renew = { command = "bundle exec rake subscription:renew", expression = "cron(0 9 * * ? *)" } } }
        log_drains = { papertrail = "logs0.papertrailapp.com", own = "" }
      }
    }
    load_balancer = { default_service = "crema-web" }
    databases     = {}
    caches        = {}
    searches      = {}
  }

  assert {
    condition     = output.log_drains["crema"].secrets == { papertrail = "crema/production/log-drain/papertrail", own = "crema/production/log-drain/own" }
    error_message = "Whoever puts the addresses in knows where."
  }
  assert {
    condition = module.log_drain["crema"].forwarded == {
      web       = "/ecs/crema-production-web"
      scheduler = "/ecs/crema-production-scheduler"
      run       = "/ecs/crema-production-run"
      schedule  = "/ecs/crema-production-schedule"
    }
    error_message = "All that the app writes is forwarded, whatever its processes are called."
  }
  assert {
    condition     = contains(module.alarms[0].alarm_names, "crema-production-crema-undelivered-logs")
    error_message = "An alarm goes off when lines are not taken."
  }
}

run "what_was_mysql_and_memcached_stays_so" {
  command = plan

  variables {
    databases       = {}
    caches          = {}
    searches        = {}
    mysql_databases = { openings = { apps = ["crema"], instance_class = "db.t4g.small", database_name = "crema" } }
    memcaches       = { memcachier = { apps = ["crema"], node_type = "cache.t4g.micro" } }
  }

  assert {
    condition     = length(module.alarms[0].alarm_names) == 16 && keys(output.mysql_databases) == ["openings"] && output.memcaches["memcachier"].tls
    error_message = "Ten alarms for what runs and one for what nobody answers, three for the database, two for the cache."
  }
}

run "files_alone_need_nothing_that_runs" {
  command = plan

  variables {
    sites = {
      crema-site = {
        single_page   = true
        domains       = { "crema.example" = { zone = "crema.example" } }
        promoted_from = "staging"
        pipeline      = { service = "codepipeline", repository = "crema-coffee/site", approval = true }
      }
      a-site-with-quite-a-name-of-its-own-crema = { clean_urls = true, headers = { "/*" = { X-Frame-Options = "DENY" } } }
    }
    site_certificate_arns = { crema-site = "arn:aws:acm:us-east-1:123456789012:certificate/0c0ffee0" }
  }

  assert {
    condition     = keys(output.sites) == ["a-site-with-quite-a-name-of-its-own-crema", "crema-site"] && alltrue([for name in values(local.site_names) : length(name) <= 36])
    error_message = "Each has a bucket under a name that is short enough."
  }
  assert {
    condition     = keys(output.services) == ["crema-web", "crema-worker"] && keys(output.tasks) == ["crema"]
    error_message = "They bring no service and no task."
  }
  assert {
    condition     = keys(output.pipelines) == ["crema-site"] && output.sites["crema-site"].deployment == "/deploy/crema-site/production" && local.tried_site_names == { crema-site = "crema-site-staging" }
    error_message = "A pipeline deploys it, and takes over what was tried."
  }
}

run "static_files_are_served_in_the_app_s_place" {
  variables {
    apps = {
      crema = {
        assets         = { variable = "ASSET_HOST" }
        settings       = { GEM_LOGIN = {} }
        build_settings = ["GEM_LOGIN"]
        promoted_from  = { environment = "staging", repository = "crema-staging/crema" }
        processes      = { worker = { command = "bin/work", cpu = 256, memory = 512 } }
      }
      an-app-with-a-name-of-30-chars = {
        processes = { worker = { command = "bin/work", cpu = 256, memory = 512 } }
      }
    }
    access        = { trail = false }
    load_balancer = {}
    databases     = {}
    caches        = {}
    searches      = {}
  }

  assert {
    condition     = local.asset_environments == { crema = { ASSET_HOST = "https://${output.assets["crema"].domain_name}" }, an-app-with-a-name-of-30-chars = {} }
    error_message = "The app learns CloudFront's address, and no other app."
  }
  assert {
    condition     = module.deployment["crema"].target.assets == { bucket = output.assets["crema"].bucket, folder = "public", path = "" }
    error_message = "A build finds where to upload what."
  }
}

run "refuses_two_things_of_one_name" {
  command = plan

  variables {
    mysql_databases = { main = { apps = ["crema"], instance_class = "db.t4g.small", database_name = "crema" } }
    memcaches       = { redis = { apps = ["crema"], node_type = "cache.t4g.micro" } }
    sites           = { crema = {} }
  }

  expect_failures = [var.mysql_databases, var.memcaches, var.sites]
}

run "refuses_a_certificate_of_no_site" {
  command = plan

  variables {
    site_certificate_arns = { crema-site = "arn:aws:acm:us-east-1:123456789012:certificate/0c0ffee0" }
  }

  expect_failures = [var.site_certificate_arns]
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

run "the_engine_reaches_what_it_moves_and_goes_without_a_trace" {
  command = plan

  variables {
    databases = {
      main      = { apps = ["crema"], engine_version = "17", instance_class = "db.t4g.medium", storage_gib = 64, database_name = "crema" }
      analytics = { apps = ["crema"], engine_version = "17", instance_class = "db.t4g.medium", storage_gib = 64, database_name = "crema" }
    }
    migration = { databases = { main = "live" }, image_tag = "0.1.0" }
  }

  assert {
    condition     = { for database, mover in local.movers : database => keys(mover) } == { main = ["crema-production-dynolift"] }
    error_message = "One of the two databases is moved."
  }
  assert {
    condition     = output.migration.secrets["DYNOLIFT_MAIN_TARGET_URL"] == "crema-production-dynolift/main/TARGET_URL"
    error_message = "Whoever puts the URLs in knows where."
  }
}

run "an_image_that_fetches_its_settings_may_do_so_itself" {
  variables {
    apps = {
      crema = {
        secrets   = "runtime"
        settings  = { DATABASE_URL = {}, REDIS_URL = {}, CERTIFICATES = { store = "secret" } }
        processes = { worker = { command = "bin/work", cpu = 256, memory = 512 } }
      }
    }
    load_balancer = {}
    databases     = {}
    caches        = {}
    searches      = {}
  }

  assert {
    condition     = local.fetch_environments["crema"] == { SETTINGS_PATH = "/crema/production", SETTINGS_REQUIRED = "DATABASE_URL,REDIS_URL" }
    error_message = "The script in the image is told where they are, and which there have to be."
  }
  assert {
    condition     = jsondecode(local.fetch_policies["crema"]).Statement[0].Resource[0] == "arn:aws:ssm:us-east-1:123456789012:parameter/crema/production"
    error_message = "This app's path and no other."
  }
  assert {
    condition     = keys(local.given_secrets["crema"]) == ["CERTIFICATES"] && local.given_arns["crema"] == null
    error_message = "ECS hands over what is in Secrets Manager, and reads nothing else."
  }
}

run "an_estate_moves_nothing_unless_it_is_told" {
  command = plan

  assert {
    condition     = length(module.migration) == 0 && length(local.movers) == 0 && output.migration == null
    error_message = "There is no engine, and no rule for it."
  }
}

run "a_unit_of_a_tree_makes_neither_network_nor_alarms" {
  command = plan

  variables {
    databases = {}
    caches    = {}
    searches  = {}
    alarms    = null
    migration = { databases = { main = "live" }, image_tag = "0.1.0" }
    shared_network = {
      vpc_id                      = "vpc-1"
      public_subnet_ids           = ["subnet-1", "subnet-2"]
      private_subnet_ids          = []
      task_subnet_ids             = ["subnet-1", "subnet-2"]
      database_subnet_ids         = ["subnet-3", "subnet-4"]
      tasks_need_public_addresses = true
      outgoing_addresses          = []
    }
  }

  assert {
    condition     = length(module.network) == 0 && length(module.alarms) == 0 && output.alarms == null && output.network.vpc_id == "vpc-1"
    error_message = "They have units of their own."
  }
  assert {
    condition     = keys(output.clients["crema"]) == ["crema-production-run", "crema-production-schedule", "crema-production-web", "crema-production-worker"] && keys(output.movers["main"]) == ["crema-production-dynolift"]
    error_message = "The units of the data know whom to let in."
  }
  assert {
    condition     = output.watched.services == { "crema-web" = "crema-production-web", "crema-worker" = "crema-production-worker" }
    error_message = "So does that of the alarms know what to look at."
  }
}

run "refuses_to_move_an_unknown_database" {
  command = plan

  variables {
    migration = { databases = { mian = "live" }, image_tag = "0.1.0" }
  }

  expect_failures = [var.migration]
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

run "a_key_of_ones_own_may_be_used_by_whoever_needs_it" {
  variables {
    kms_key_arn = "arn:aws:kms:us-east-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f"
    access      = {}
    apps = {
      crema = {
        secrets        = "runtime"
        settings       = { DATABASE_URL = {}, CERTIFICATES = { store = "secret" } }
        build_settings = ["DATABASE_URL"]
        processes      = { worker = { command = "bin/work", cpu = 256, memory = 512 } }
        jobs           = { schedules = { renew = { command = "bin/renew", expression = "cron(0 9 * * ? *)" } } }
      }
    }
    load_balancer = {}
    databases     = {}
    caches        = {}
    searches      = {}
  }

  assert {
    condition = alltrue([
      for policy in [local.fetch_policies["crema"], module.deployment["crema"].build_policy_json] : anytrue([
        for statement in jsondecode(policy).Statement : statement.Action == "kms:Decrypt" && statement.Resource == var.kms_key_arn
      ])
    ])
    error_message = "Whoever reads settings, a task or a build, decrypts by this key and no other."
  }
  assert {
    condition = !anytrue([
      for statement in jsondecode(module.deployment["crema"].deploy_policy_json).Statement : strcontains(jsonencode(statement.Action), "kms:")
    ])
    error_message = "A deploy reads no settings."
  }
}

run "refuses_a_key_of_another_region" {
  command = plan

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0b6cd6f4-5d8a-4c1e-9a51-6f2b7c0d1e2f"
  }

  expect_failures = [var.kms_key_arn]
}
