mock_provider "aws" {
  mock_resource "aws_s3_bucket" {
    defaults = {
      id                          = "crema-production-site-20261101"
      arn                         = "arn:aws:s3:::crema-production-site-20261101"
      bucket_regional_domain_name = "crema-production-site-20261101.s3.us-east-1.amazonaws.com"
    }
  }
  mock_resource "aws_cloudfront_distribution" {
    defaults = {
      arn = "arn:aws:cloudfront::123456789012:distribution/E1"
    }
  }
  mock_resource "aws_cloudfront_function" {
    defaults = {
      arn = "arn:aws:cloudfront::123456789012:function/crema-production-site"
    }
  }
}

variables {
  name = "crema-production-site"
}

run "files_that_only_cloudfront_reads" {
  assert {
    condition     = aws_s3_bucket_public_access_block.this.block_public_policy && aws_s3_bucket_public_access_block.this.restrict_public_buckets
    error_message = "The bucket is nobody else's."
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[0].Condition.StringEquals == { "AWS:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/E1" }
    error_message = "This distribution reads, and no other."
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.this.policy).Statement[1].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.this.policy).Statement[1].Resource == "arn:aws:s3:::crema-production-site-20261101/.releases/*"
    error_message = "What a deploy may show later is not seen before."
  }
  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].viewer_protocol_policy == "redirect-to-https" && length(aws_cloudfront_function.this) == 0
    error_message = "Nothing is sent in the clear; nothing runs that is not needed."
  }
  assert {
    condition     = [for item in aws_cloudfront_response_headers_policy.this["/assets/*"].custom_headers_config[0].items : item.value if item.header == "Cache-Control"] == ["public, max-age=31536000, immutable"]
    error_message = "Files with a digest in their name are kept for a year."
  }
  assert {
    condition     = !aws_s3_bucket.this.force_destroy && length(aws_cloudfront_distribution.this.custom_error_response) == 0
    error_message = "Files survive a slip."
  }
}

run "a_single_page_under_its_own_name" {
  command = plan

  variables {
    domains         = ["www.crema.example"]
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0c0ffee0"
    single_page     = true
    redirects       = { "/old" = { url = "/" } }
    routes          = [{ path = "/docs/**", file = "docs.html" }]
    headers         = { "/*" = { X-Frame-Options = "DENY" }, "/news/*" = { Cache-Control = "no-store" } }
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021" && aws_cloudfront_distribution.this.aliases == toset(["www.crema.example"])
    error_message = "TLS 1.2 and newer."
  }
  assert {
    condition     = alltrue([for answer in aws_cloudfront_distribution.this.custom_error_response : answer.response_code == 200 && answer.response_page_path == "/index.html"])
    error_message = "What is not there is the page's own business."
  }
  assert {
    condition     = strcontains(aws_cloudfront_function.this[0].code, "const redirects = {\"/old\":{\"status\":301,\"url\":\"/\"}};")
    error_message = "Redirects are there before a file is looked up."
  }
  assert {
    condition     = [for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : behavior.path_pattern] == ["/assets/*", "/news/*"]
    error_message = "A path of its own for each set of headers."
  }
}

run "headers_that_cloudfront_has_arguments_for_are_given_there" {
  command = plan

  variables {
    headers = {
      "/*" = {
        Content-Security-Policy     = "default-src 'self'"
        X-Frame-Options             = "deny"
        Strict-Transport-Security   = "max-age=60; includeSubDomains"
        X-XSS-Protection            = "1; mode=block"
        Access-Control-Allow-Origin = "https://crema.example"
        X-Powered-By                = "coffee"
      }
    }
  }

  assert {
    condition = alltrue([
      for config in aws_cloudfront_response_headers_policy.this["/*"].security_headers_config :
      config.content_security_policy[0].content_security_policy == "default-src 'self'" && config.frame_options[0].frame_option == "DENY" && config.strict_transport_security[0].access_control_max_age_sec == 60 && config.strict_transport_security[0].include_subdomains && config.xss_protection[0].mode_block
    ])
    error_message = "CloudFront refuses them as custom headers."
  }
  assert {
    condition     = [for item in aws_cloudfront_response_headers_policy.this["/*"].custom_headers_config[0].items : item.header] == ["X-Powered-By"]
    error_message = "All others are custom."
  }
  assert {
    condition     = one(aws_cloudfront_response_headers_policy.this["/*"].cors_config[0].access_control_allow_origins[0].items) == "https://crema.example"
    error_message = "Who may ask from elsewhere."
  }
}

run "refuses_what_cloudfront_does_not_take" {
  command = plan

  variables {
    certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0c0ffee0"
    error_page      = "404.html"
    price_class     = "PriceClass_1"
    redirects       = { "/old" = { url = "/", status = 308 } }
  }

  expect_failures = [var.certificate_arn, var.error_page, var.price_class, var.redirects]
}
