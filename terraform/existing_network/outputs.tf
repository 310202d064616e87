# The same as the module network puts out.

output "vpc_id" {
  description = "The network's id."
  value       = data.aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "Subnets for load balancers."
  value       = local.subnet_ids["public"]
}

output "private_subnet_ids" {
  description = "Subnets without addresses of the internet's."
  value       = local.subnet_ids["private"]
}

output "task_subnet_ids" {
  description = "Subnets for tasks, those that can reach AWS."
  value       = local.subnet_ids[data.aws_vpc.this.tags["Tasks"]]
}

output "database_subnet_ids" {
  description = "Subnets for databases and caches, without a route to the internet."
  value       = local.subnet_ids["database"]
}

output "tasks_need_public_addresses" {
  description = "Whether tasks reach the internet by addresses of their own, because there is neither a NAT gateway nor an endpoint."
  value       = data.aws_vpc.this.tags["Tasks"] == "public"
}

output "outgoing_addresses" {
  description = "The public addresses from which everybody in the network calls others. Empty without NAT gateways."
  value       = sort([for gateway in data.aws_nat_gateway.this : gateway.public_ip])
}
