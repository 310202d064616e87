output "bucket" {
  description = "Where a deploy puts the files."
  value       = aws_s3_bucket.this.bucket
}

output "distribution_id" {
  description = "What a deploy invalidates: `aws cloudfront create-invalidation`."
  value       = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  description = "The distribution, for policies."
  value       = aws_cloudfront_distribution.this.arn
}

output "domain_name" {
  description = "CloudFront's own name of the site: to test through, and the one that DNS points to."
  value       = aws_cloudfront_distribution.this.domain_name
}

output "zone_id" {
  description = "The zone of that name, for alias records in Route 53."
  value       = aws_cloudfront_distribution.this.hosted_zone_id
}
