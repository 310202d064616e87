output "bucket" {
  description = "The bucket's name, as the environments' backends have it."
  value       = aws_s3_bucket.this.id
}
