# Static files: a private bucket, and CloudFront in front of it, which alone may read.

locals {
  # What names a path for good (assets/app-3f2a.js) is kept for a year; everything else is asked for again.
  behaviors = concat(
    [for path in var.long_cache_paths : { path = path, headers = merge({ Cache-Control = "public, max-age=31536000, immutable" }, lookup(var.headers, path, {})) }],
    [for path in sort(setsubtract(keys(var.headers), concat(var.long_cache_paths, ["/*"]))) : { path = path, headers = var.headers[path] }],
  )
  # Everything has these, whatever else a path is given.
  headers = merge({ "/*" = lookup(var.headers, "/*", {}) }, { for behavior in local.behaviors : behavior.path => behavior.headers })

  # CloudFront takes these by arguments of their own, and refuses them as headers of somebody's.
  own_arguments = ["content-security-policy", "referrer-policy", "strict-transport-security", "x-content-type-options", "x-frame-options", "x-xss-protection"]
  allowing      = ["access-control-allow-credentials", "access-control-allow-headers", "access-control-allow-methods", "access-control-allow-origin", "access-control-max-age"]
  known         = { for path, headers in local.headers : path => { for name, value in headers : lower(name) => value } }
  custom        = { for path, headers in local.headers : path => { for name, value in headers : name => value if !contains(concat(local.own_arguments, local.allowing), lower(name)) } }

  needs_function = length(var.redirects) > 0 || length(var.routes) > 0 || var.clean_urls
}

resource "aws_s3_bucket" "this" {
  bucket_prefix = "${var.name}-"
  force_destroy = !var.protected

  tags = var.tags
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# A bad deploy is taken back by the versions before it.
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.old_version_days
    }
  }

  rule {
    id     = "releases"
    status = "Enabled"

    filter {
      prefix = ".releases/"
    }

    expiration {
      days = var.release_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "CloudFrontReads"
        Effect    = "Allow"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.this.arn}/*"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.this.arn } }
      },
      {
        # What a build keeps for deploys, which may be older or newer than what visitors see.
        Sid       = "NobodySeesReleases"
        Effect    = "Deny"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.this.arn}/.releases/*"
        Principal = { Service = "cloudfront.amazonaws.com" }
      },
      {
        Sid       = "NobodyInTheClear"
        Effect    = "Deny"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
        Principal = "*"
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_cloudfront_origin_access_control" "this" {
  name                              = var.name
  description                       = "How CloudFront reads the bucket of ${var.name}."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_cache_policy" "this" {
  name        = var.name
  comment     = "As long as the file's Cache-Control says, and a minute where it says nothing."
  min_ttl     = 0
  default_ttl = 60
  max_ttl     = 31536000

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_brotli = true
    enable_accept_encoding_gzip   = true

    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "none"
    }
    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

resource "aws_cloudfront_response_headers_policy" "this" {
  for_each = local.headers

  name    = "${var.name}-${substr(sha1(each.key), 0, 8)}"
  comment = "Headers of ${each.key}."

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = try(tonumber(regex("max-age=([0-9]+)", local.known[each.key]["strict-transport-security"])[0]), 31536000)
      include_subdomains         = try(strcontains(lower(local.known[each.key]["strict-transport-security"]), "includesubdomains"), false)
      preload                    = try(strcontains(lower(local.known[each.key]["strict-transport-security"]), "preload"), false)
      override                   = contains(keys(local.known[each.key]), "strict-transport-security")
    }
    content_type_options {
      override = false
    }

    dynamic "content_security_policy" {
      for_each = [for name, value in local.known[each.key] : value if name == "content-security-policy"]
      content {
        content_security_policy = content_security_policy.value
        override                = true
      }
    }

    dynamic "frame_options" {
      for_each = [for name, value in local.known[each.key] : value if name == "x-frame-options"]
      content {
        frame_option = upper(frame_options.value)
        override     = true
      }
    }

    dynamic "referrer_policy" {
      for_each = [for name, value in local.known[each.key] : value if name == "referrer-policy"]
      content {
        referrer_policy = referrer_policy.value
        override        = true
      }
    }

    dynamic "xss_protection" {
      for_each = [for name, value in local.known[each.key] : value if name == "x-xss-protection"]
      content {
        protection = startswith(xss_protection.value, "1")
        mode_block = startswith(xss_protection.value, "1") && strcontains(xss_protection.value, "mode=block")
        override   = true
      }
    }
  }

  dynamic "cors_config" {
    for_each = [for name, value in local.known[each.key] : value if name == "access-control-allow-origin"]
    content {
      access_control_allow_credentials = try(local.known[each.key]["access-control-allow-credentials"] == "true", false)
      access_control_max_age_sec       = try(tonumber(local.known[each.key]["access-control-max-age"]), null)
      origin_override                  = true

      access_control_allow_origins {
        items = [cors_config.value]
      }
      access_control_allow_methods {
        items = [for method in split(",", lookup(local.known[each.key], "access-control-allow-methods", "GET,HEAD,OPTIONS")) : trimspace(method)]
      }
      access_control_allow_headers {
        items = [for header in split(",", lookup(local.known[each.key], "access-control-allow-headers", "*")) : trimspace(header)]
      }
    }
  }

  dynamic "custom_headers_config" {
    for_each = length(local.custom[each.key]) > 0 ? [local.custom[each.key]] : []
    content {
      dynamic "items" {
        for_each = custom_headers_config.value
        content {
          header   = items.key
          value    = items.value
          override = true
        }
      }
    }
  }
}

# Redirects, routes and addresses without .html, before a file is looked up.
resource "aws_cloudfront_function" "this" {
  count = local.needs_function ? 1 : 0

  name    = var.name
  comment = "Redirects and routes of ${var.name}."
  runtime = "cloudfront-js-2.0"
  publish = true
  code = join("\n", [
    "const redirects = ${jsonencode(var.redirects)};",
    "const routes = ${jsonencode(var.routes)};",
    "const cleanUrls = ${jsonencode(var.clean_urls)};",
    file("${path.module}/routes.js"),
  ])
}

resource "aws_cloudfront_distribution" "this" {
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  comment             = var.name
  default_root_object = "index.html"
  aliases             = var.certificate_arn == null ? [] : var.domains
  price_class         = var.price_class
  web_acl_id          = var.web_acl_arn

  origin {
    origin_id                = "files"
    domain_name              = aws_s3_bucket.this.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.this.id
  }

  default_cache_behavior {
    target_origin_id           = "files"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.this.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.this["/*"].id

    dynamic "function_association" {
      for_each = aws_cloudfront_function.this
      content {
        event_type   = "viewer-request"
        function_arn = function_association.value.arn
      }
    }
  }

  dynamic "ordered_cache_behavior" {
    for_each = local.behaviors
    content {
      path_pattern               = ordered_cache_behavior.value.path
      target_origin_id           = "files"
      allowed_methods            = ["GET", "HEAD", "OPTIONS"]
      cached_methods             = ["GET", "HEAD"]
      viewer_protocol_policy     = "redirect-to-https"
      compress                   = true
      cache_policy_id            = aws_cloudfront_cache_policy.this.id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.this[ordered_cache_behavior.value.path].id

      dynamic "function_association" {
        for_each = aws_cloudfront_function.this
        content {
          event_type   = "viewer-request"
          function_arn = function_association.value.arn
        }
      }
    }
  }

  # Who may not list a bucket is told 403 of what is not there.
  dynamic "custom_error_response" {
    for_each = var.single_page || var.error_page != null ? [403, 404] : []
    content {
      error_code            = custom_error_response.value
      response_code         = var.single_page ? 200 : 404
      response_page_path    = var.single_page ? "/index.html" : var.error_page
      error_caching_min_ttl = 10
    }
  }

  viewer_certificate {
    acm_certificate_arn            = var.certificate_arn
    cloudfront_default_certificate = var.certificate_arn == null
    minimum_protocol_version       = var.certificate_arn == null ? null : "TLSv1.2_2021"
    ssl_support_method             = var.certificate_arn == null ? null : "sni-only"
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  dynamic "logging_config" {
    for_each = var.logs_bucket_domain_name == null ? [] : [var.logs_bucket_domain_name]
    content {
      bucket = logging_config.value
      prefix = "${var.name}/"
    }
  }

  tags = var.tags
}
