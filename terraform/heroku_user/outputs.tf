output "name" {
  description = "The user's name, for whoever makes its key."
  value       = aws_iam_user.this.name
}
