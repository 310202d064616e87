# A network that another environment's folder has made, found by its name. Nothing here makes anything, so that whoever
# uses the network comes and goes without touching it.

data "aws_vpcs" "named" {
  tags = { Name = var.name }

  lifecycle {
    postcondition {
      condition     = length(self.ids) == 1
      error_message = "In this account and region ${length(self.ids) == 0 ? "no network is" : "${length(self.ids)} networks are"} called ${var.name}. Apply the environment first whose network it is, with the credentials of this one."
    }
  }
}

data "aws_vpc" "this" {
  id = one(data.aws_vpcs.named.ids)

  lifecycle {
    postcondition {
      condition     = contains(["public", "private"], lookup(self.tags, "Tasks", ""))
      error_message = "The network ${var.name} does not say by its tag Tasks which of its subnets tasks belong into. Apply the environment whose network it is once more, with the modules of this one."
    }
  }
}

data "aws_subnets" "tier" {
  for_each = toset(["public", "private", "database"])

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }

  tags = { Tier = each.key }

  lifecycle {
    postcondition {
      condition     = length(self.ids) >= 2
      error_message = "The network ${var.name} has fewer than two subnets with the tag Tier = ${each.key}."
    }
  }
}

data "aws_nat_gateways" "this" {
  vpc_id = data.aws_vpc.this.id

  filter {
    name   = "state"
    values = ["available"]
  }
}

data "aws_nat_gateway" "this" {
  for_each = toset(data.aws_nat_gateways.this.ids)

  id = each.key
}

locals {
  # In one order, so that a plan does not find them changed.
  subnet_ids = { for tier, found in data.aws_subnets.tier : tier => sort(found.ids) }
}
