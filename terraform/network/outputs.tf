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
  description = "Subnets for tasks; complete once they can reach the internet, which a starting task needs."
  value       = aws_subnet.private[*].id

  depends_on = [aws_route.private_internet, aws_route_table_association.private]
}

output "database_subnet_ids" {
  description = "Subnets for databases and caches, without a route to the internet."
  value       = aws_subnet.database[*].id
}

output "outgoing_addresses" {
  description = "The public addresses from which the app calls others: for partners' allow lists."
  value       = aws_eip.nat[*].public_ip
}
