mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::crema-production-access-logs-1"
    }
  }
}

variables {
  name               = "crema-production"
  account_id         = "123456789012"
  load_balancer_name = "crema-production"
}

run "load_balancers_alone_write_and_logs_end" {
  variables {
    days = 14
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0] == { Sid = "LoadBalancersWrite", Effect = "Allow", Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }, Action = "s3:PutObject", Resource = "arn:aws:s3:::crema-production-access-logs-1/crema-production/AWSLogs/123456789012/*" }
    error_message = "The service writes below the load balancer's name, for this account, and does nothing else."
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The world sees nothing."
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration[0].days == 14 && !aws_s3_bucket.this.force_destroy
    error_message = "What is old goes, and nothing else."
  }
}

run "refuses_to_keep_them_for_ever" {
  command = plan

  variables {
    days = 0
  }

  expect_failures = [var.days]
}
