mock_provider "aws" {}

variables {
  name       = "heroku-crema"
  account_id = "123456789012"
}

run "it_may_use_what_is_named_and_nothing_else" {
  command = plan

  variables {
    buckets = ["crema-uploads"]
    tables  = ["crema-sessions"]
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_user_policy.this.policy).Statement : statement.Sid] == ["FilesInItsBuckets", "ListsOfItsBuckets", "ItemsInItsTables", "OnlyEncryptedOnTheWay"]
    error_message = "One statement for each kind, and none for what it does not use."
  }
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_user_policy.this.policy).Statement : [
        for action in flatten([statement.Action]) : !endswith(action, "*")
      ] if statement.Effect == "Allow"
    ]))
    error_message = "Each action is named."
  }
  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_user_policy.this.policy).Statement : !contains(flatten([statement.Resource]), "*") if statement.Effect == "Allow"])
    error_message = "Each resource is named."
  }
}

run "refuses_a_user_who_may_do_nothing" {
  command = plan

  expect_failures = [aws_iam_user_policy.this]
}
