mock_provider "aws" {
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
}

variables {
  path = "/crema/production"
  settings = {
    DATABASE_URL = {}
    GEM_LOGIN    = {}
    CERTIFICATES = { store = "secret", description = "Larger than 8 KB at Heroku" }
  }
  build_settings = ["GEM_LOGIN"]
  tags           = { App = "crema" }
}

run "names_are_made_and_values_are_not" {
  assert {
    condition     = aws_ssm_parameter.this["DATABASE_URL"].type == "SecureString" && aws_ssm_parameter.this["DATABASE_URL"].name == "/crema/production/DATABASE_URL"
    error_message = "A parameter for each setting, encrypted."
  }
  assert {
    condition     = aws_ssm_parameter.this["DATABASE_URL"].value_wo == null
    error_message = "No value is kept."
  }
  assert {
    condition     = aws_secretsmanager_secret.this["CERTIFICATES"].name == "crema/production/CERTIFICATES"
    error_message = "A secret for what is too large for a parameter."
  }
  assert {
    condition     = output.readable_arns[0] == "arn:aws:ssm:us-east-1:123456789012:parameter/crema/production/*"
    error_message = "The right to read covers the path."
  }
  assert {
    condition     = keys(output.arns) == ["CERTIFICATES", "DATABASE_URL", "GEM_LOGIN"]
    error_message = "Every setting has an ARN."
  }
  assert {
    condition     = aws_ssm_parameter.this["GEM_LOGIN"].tags == tomap({ App = "crema", ReadBy = "build" }) && aws_ssm_parameter.this["DATABASE_URL"].tags == tomap({ App = "crema" })
    error_message = "What a build reads is told by a tag."
  }
}

run "an_app_without_settings" {
  command = plan

  variables {
    settings = {}
  }

  assert {
    condition     = length(output.readable_arns) == 0
    error_message = "Nothing to read."
  }
}

run "refuses_what_the_stores_refuse" {
  command = plan

  variables {
    path     = "/aws/crema/"
    settings = { "WITH SPACE" = {}, PLAIN = { store = "file" } }
  }

  expect_failures = [var.path, var.settings]
}
