mock_provider "aws" {
  mock_resource "aws_wafv2_web_acl" {
    defaults = {
      arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/crema-production/0c0ffee0"
    }
  }
}

variables {
  name              = "crema-production"
  load_balancer_arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/crema/50dc6c495c0c9188"
}

run "at_first_it_only_counts" {
  assert {
    condition     = [for rule in aws_wafv2_web_acl.this.rule : length(one(rule.override_action).count) if length(rule.override_action) > 0] == [1, 1, 1]
    error_message = "No managed rule refuses anybody."
  }
  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : length(one(rule.action).count) if length(rule.action) > 0]) == 1
    error_message = "Nor does the limit."
  }
}

run "it_refuses_when_told_to" {
  variables {
    blocks = true
  }

  assert {
    condition     = [for rule in aws_wafv2_web_acl.this.rule : length(one(rule.override_action).none) if length(rule.override_action) > 0] == [1, 1, 1]
    error_message = "Managed rules do what they say."
  }
  assert {
    condition     = one([for rule in aws_wafv2_web_acl.this.rule : one(one(rule.statement).managed_rule_group_statement).rule_action_override[0].name if rule.name == "AWSManagedRulesCommonRuleSet"]) == "SizeRestrictions_BODY"
    error_message = "Uploads go through."
  }
}

run "refuses_a_limit_that_aws_does_not_have" {
  command = plan

  variables {
    requests_in_five_minutes = 1
  }

  expect_failures = [var.requests_in_five_minutes]
}
