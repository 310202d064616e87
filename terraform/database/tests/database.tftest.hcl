mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = {
      arn         = "arn:aws:rds:us-east-1:123456789012:db:crema-production-main"
      resource_id = "db-ABCDEFGHIJKLMNOP"
    }
  }
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::123456789012:role/crema"
    }
  }
}

variables {
  name                      = "crema-production-main"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { web = "sg-web", worker = "sg-worker" }
  engine_version            = "17"
  instance_class            = "db.t4g.medium"
  storage_gib               = 64
  max_storage_gib           = 256
  database_name             = "crema"
}

run "the_database_is_closed_encrypted_and_kept" {
  command = plan

  assert {
    condition     = aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_type == "gp3"
    error_message = "Encrypted, and out of the internet's reach."
  }
  assert {
    condition     = aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.backup_retention_period == 7
    error_message = "Nothing is lost by a slip."
  }
  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "The password is AWS's; Terraform has none."
  }
  assert {
    condition     = aws_db_parameter_group.this.family == "postgres17" && { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["rds.force_ssl"] == "1"
    error_message = "TLS is required."
  }
  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.from_app : name => rule.referenced_security_group_id } == { web = "sg-web", worker = "sg-worker" }
    error_message = "The app's groups, and nobody else."
  }
}

run "people_log_in_by_their_role_and_that_is_written_down" {
  variables {
    iam_logins = { "crema-production-operator" = "operator" }
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled
    error_message = "Tokens are taken."
  }
  assert {
    condition = aws_iam_role_policy.login["crema-production-operator"].role == "crema-production-operator" && one(jsondecode(aws_iam_role_policy.login["crema-production-operator"].policy).Statement) == {
      Sid      = "LogIn"
      Effect   = "Allow"
      Action   = "rds-db:connect"
      Resource = "arn:aws:rds-db:us-east-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOP/operator"
    }
    error_message = "To this database, as this role, and no other."
  }
  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["log_connections"] == "1"
    error_message = "Who came is in the log."
  }
}

run "nobody_logs_in_by_iam_unless_told" {
  command = plan

  assert {
    condition     = !aws_db_instance.this.iam_database_authentication_enabled && length(aws_iam_role_policy.login) == 0 && !contains(aws_db_parameter_group.this.parameter[*].name, "log_connections")
    error_message = "As before."
  }
}

run "a_setting_of_the_server_can_be_replaced" {
  command = plan

  variables {
    parameters          = { max_wal_size = { value = "16384", apply_method = "immediate" }, "shared_preload_libraries" = { value = "pg_stat_statements,pg_cron" } }
    monitoring_interval = 60
    multi_az            = true
  }

  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["max_wal_size"] == "16384"
    error_message = "The given value wins."
  }
  assert {
    condition     = length(aws_iam_role.monitoring) == 1 && aws_db_instance.this.multi_az
    error_message = "Monitoring brings its role."
  }
}

run "refuses_old_versions_small_disks_and_reserved_names" {
  command = plan

  variables {
    engine_version        = "9.6"
    storage_gib           = 10
    backup_retention_days = 36
    master_username       = "postgres"
  }

  expect_failures = [var.engine_version, var.storage_gib, var.backup_retention_days, var.master_username]
}
