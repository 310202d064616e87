# Logins to AWS for apps that use it from Heroku, without their keys: new-aws-key.sh makes those.

provider "aws" {
  region = var.region
}

module "user" {
  source   = "../modules/heroku_user"
  for_each = var.aws_users

  name       = "heroku-${each.key}"
  account_id = var.account_id
  buckets    = each.value.buckets
  queues     = each.value.queues
  topics     = each.value.topics
  tables     = each.value.tables
  tags       = { Estate = var.name, Environment = "heroku", ManagedBy = "terraform" }
}

output "aws_users" {
  description = "The users by app, for new-aws-key.sh."
  value       = { for app, user in module.user : app => user.name }
}
