mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::crema-terraform"
    }
  }
}

variables {
  name   = "crema"
  region = "us-east-1"
  bucket = "crema-terraform"
}

run "a_state_is_encrypted_versioned_and_private" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.this.versioning_configuration[0].status == "Enabled" && one(aws_s3_bucket_server_side_encryption_configuration.this.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "aws:kms"
    error_message = "There is a way back, and a key."
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The world sees nothing."
  }
  assert {
    condition     = aws_s3_bucket.this.tags.Estate == "crema"
    error_message = "One sees whose it is."
  }
}

run "refuses_what_is_no_name_of_a_bucket" {
  command = plan

  variables {
    bucket = "Crema_Terraform"
  }

  expect_failures = [var.bucket]
}
