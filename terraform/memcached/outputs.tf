output "cluster_id" {
  description = "The cluster's name."
  value       = aws_elasticache_cluster.this.cluster_id
}

output "servers" {
  description = "The nodes as clients take them, host:port with commas between; known inside the network only."
  value       = join(",", [for node in coalesce(aws_elasticache_cluster.this.cache_nodes, []) : "${node.address}:${node.port}"])
}

output "tls" {
  description = "Whether clients have to speak TLS."
  value       = var.tls
}

output "security_group_id" {
  description = "The cache's group."
  value       = aws_security_group.this.id
}
