# Who talked to whom, by address and port: what was let through, what was refused, or both.

resource "aws_cloudwatch_log_group" "flow" {
  count = var.flow_logs == "none" ? 0 : 1

  name              = "/vpc/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn

  tags = var.tags
}

resource "aws_iam_role" "flow" {
  count = var.flow_logs == "none" ? 0 : 1

  name        = "${var.name}-flow-logs"
  description = "Writes down who talked to whom in the network ${var.name}."
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Service = "vpc-flow-logs.amazonaws.com" }
        Action    = "sts:AssumeRole"
      },
    ]
  })

  tags = var.tags
}

resource "aws_iam_role_policy" "flow" {
  count = var.flow_logs == "none" ? 0 : 1

  name = "write"
  role = aws_iam_role.flow[0].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
        Resource = "${aws_cloudwatch_log_group.flow[0].arn}:*"
      },
    ]
  })
}

resource "aws_flow_log" "this" {
  count = var.flow_logs == "none" ? 0 : 1

  vpc_id                   = aws_vpc.this.id
  traffic_type             = { rejected = "REJECT", all = "ALL" }[var.flow_logs]
  log_destination          = aws_cloudwatch_log_group.flow[0].arn
  iam_role_arn             = aws_iam_role.flow[0].arn
  max_aggregation_interval = 600

  tags = merge(var.tags, { Name = var.name })

  depends_on = [aws_iam_role_policy.flow]
}
