mock_provider "aws" {
  mock_resource "aws_db_instance" {
    defaults = {
      arn         = "arn:aws:rds:us-east-1:123456789012:db:kiosk-production-openings"
      resource_id = "db-ABCDEFGHIJKLMNOP"
    }
  }
}

variables {
  name                      = "kiosk-production-openings"
  vpc_id                    = "vpc-1"
  subnet_ids                = ["subnet-1", "subnet-2"]
  client_security_group_ids = { web = "sg-web", run = "sg-run" }
  instance_class            = "db.t4g.medium"
  storage_gib               = 40
  max_storage_gib           = 120
  database_name             = "kiosk"
}

run "the_database_is_closed_encrypted_and_kept" {
  command = plan

  assert {
    condition     = aws_db_instance.this.engine == "mysql" && aws_db_instance.this.storage_encrypted && !aws_db_instance.this.publicly_accessible && aws_db_instance.this.storage_type == "gp3"
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
    condition = aws_db_parameter_group.this.name == "kiosk-production-openings-mysql8-4" && aws_db_parameter_group.this.family == "mysql8.4" && {
      for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value if contains(["require_secure_transport", "log_bin_trust_function_creators"], parameter.name)
    } == { require_secure_transport = "1", log_bin_trust_function_creators = "1" }
    error_message = "TLS is required, and a dump with triggers is taken."
  }
  assert {
    condition     = { for name, rule in aws_vpc_security_group_ingress_rule.from_app : name => "${rule.referenced_security_group_id} ${rule.from_port}-${rule.to_port}" } == { web = "sg-web 3306-3306", run = "sg-run 3306-3306" }
    error_message = "The app's groups at one port, and nobody else."
  }
  assert {
    condition     = aws_db_instance.this.performance_insights_enabled && aws_db_instance.this.max_allocated_storage == 120
    error_message = "It is looked into, and grows."
  }
}

run "a_small_instance_has_no_insights_and_a_patch_level_is_of_its_family" {
  command = plan

  variables {
    instance_class = "db.t4g.small"
    engine_version = "8.0.43"
    parameters     = { long_query_time = { value = "5", apply_method = "immediate" } }
  }

  assert {
    condition     = !aws_db_instance.this.performance_insights_enabled && aws_db_parameter_group.this.family == "mysql8.0"
    error_message = "RDS refuses insights there."
  }
  assert {
    condition     = { for parameter in aws_db_parameter_group.this.parameter : parameter.name => parameter.value }["long_query_time"] == "5"
    error_message = "The given value wins."
  }
}

run "refuses_old_versions_small_disks_and_reserved_names" {
  command = plan

  variables {
    engine_version        = "5.7"
    storage_gib           = 10
    backup_retention_days = 36
    master_username       = "a_name_of_seventeen"
    database_name         = "kiosk-production"
  }

  expect_failures = [var.engine_version, var.storage_gib, var.backup_retention_days, var.master_username, var.database_name]
}

run "people_log_in_by_their_role" {
  variables {
    iam_logins = { "kiosk-production-operator" = "operator" }
  }

  assert {
    condition     = aws_db_instance.this.iam_database_authentication_enabled && one(jsondecode(aws_iam_role_policy.login["kiosk-production-operator"].policy).Statement).Resource == "arn:aws:rds-db:us-east-1:123456789012:dbuser:db-ABCDEFGHIJKLMNOP/operator"
    error_message = "To this database, as this role, and no other."
  }
}
