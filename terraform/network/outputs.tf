output "vpc_id" {
  description = "The network's id."
  value       = aws_vpc.this.id
}

output "zones" {
  description = "The zones in use."
  value       = local.zones
}

output "public_subnet_ids" {
  description = "Subnets for load balancers."
  value       = aws_subnet.public[*].id
}

output "private_subnet_ids" {
  description = "Subnets whose tasks go out through the NAT gateways."
  value       = aws_subnet.private[*].id
}

output "task_subnet_ids" {
  description = "Subnets for tasks, the private ones or, without NAT gateways and endpoints, the public ones; complete once they can reach AWS, which a starting task needs."
  value       = local.task_tier == "private" ? aws_subnet.private[*].id : aws_subnet.public[*].id

  depends_on = [
    aws_route.private_internet, aws_route_table_association.private,
    aws_route.public_internet, aws_route_table_association.public,
    aws_vpc_endpoint.interface, aws_vpc_security_group_ingress_rule.to_endpoints,
  ]
}

output "tasks_need_public_addresses" {
  description = "Whether tasks reach the internet by addresses of their own, because there is neither a NAT gateway nor an endpoint."
  value       = local.task_tier == "public"
}

output "database_subnet_ids" {
  description = "Subnets for databases and caches, without a route to the internet."
  value       = aws_subnet.database[*].id
}

output "outgoing_addresses" {
  description = "The public addresses from which the app calls others: for partners' allow lists. Empty without NAT gateways."
  value       = aws_eip.nat[*].public_ip
}
