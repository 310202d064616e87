package dev.dynolift.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every question that is ever put to AWS: one reading action each. The policy that an audit needs is this list. */
public enum AwsRead {
    /** Whose login this is. AWS allows it to everybody. */
    CALLER("sts:GetCallerIdentity", Wire.query("sts", "2011-06-15"), "", ""),
    BUCKETS("s3:ListAllMyBuckets", Wire.rest("s3", "/"), "ContinuationToken", "continuation-token") {
        @Override
        Map<String, Object> always() {
            // Without it S3 does not say in which region each bucket is.
            return Map.of("max-buckets", 1000);
        }
    },
    QUEUES("sqs:ListQueues", Wire.json("sqs", "AmazonSQS", "1.0"), "NextToken", "NextToken") {
        @Override
        Map<String, Object> always() {
            // Without it AWS gives a thousand, and no word that there are more.
            return Map.of("MaxResults", 1000);
        }
    },
    TOPICS("sns:ListTopics", Wire.query("sns", "2010-03-31"), "NextToken", "NextToken"),
    TABLES(
            "dynamodb:ListTables",
            Wire.json("dynamodb", "DynamoDB_20120810", "1.0"),
            "LastEvaluatedTableName",
            "ExclusiveStartTableName"),
    SEARCH_DOMAINS("es:ListDomainNames", Wire.rest("es", "/2021-01-01/domain"), "", ""),
    DATABASES("rds:DescribeDBInstances", Wire.query("rds", "2014-10-31"), "Marker", "Marker"),
    CACHES("elasticache:DescribeReplicationGroups", Wire.query("elasticache", "2015-02-02"), "Marker", "Marker"),
    CLUSTERS(
            "ecs:ListClusters",
            Wire.json("ecs", "AmazonEC2ContainerServiceV20141113", "1.1"),
            "nextToken",
            "nextToken"),
    REPOSITORIES(
            "ecr:DescribeRepositories",
            Wire.json("ecr", "AmazonEC2ContainerRegistry_V20150921", "1.1"),
            "nextToken",
            "nextToken"),
    LOAD_BALANCERS(
            "elasticloadbalancing:DescribeLoadBalancers",
            Wire.query("elasticloadbalancing", "2015-12-01"),
            "NextMarker",
            "Marker"),
    LOG_GROUPS("logs:DescribeLogGroups", Wire.json("logs", "Logs_20140328", "1.1"), "nextToken", "nextToken"),
    HOSTED_ZONES("route53:ListHostedZones", Wire.rest("route53", "/2013-04-01/hostedzone"), "NextMarker", "marker"),
    CERTIFICATES("acm:ListCertificates", Wire.json("acm", "CertificateManager", "1.1"), "NextToken", "NextToken") {
        @Override
        Map<String, Object> always() {
            // Without it AWS gives those with RSA keys of 1024 and 2048 bits alone.
            return Map.of("Includes", Map.of("keyTypes", KEY_TYPES));
        }
    },
    ROLES("iam:ListRoles", Wire.query("iam", "2010-05-08"), "Marker", "Marker"),
    /** Whose key it is. */
    KEY_OWNER("iam:GetAccessKeyLastUsed", Wire.query("iam", "2010-05-08"), "", ""),
    USER_POLICIES("iam:ListAttachedUserPolicies", Wire.query("iam", "2010-05-08"), "Marker", "Marker"),
    USER_INLINE_POLICIES("iam:ListUserPolicies", Wire.query("iam", "2010-05-08"), "Marker", "Marker"),
    USER_GROUPS("iam:ListGroupsForUser", Wire.query("iam", "2010-05-08"), "Marker", "Marker"),
    NETWORKS("ec2:DescribeVpcs", Wire.query("ec2", "2016-11-15"), "nextToken", "NextToken"),
    ADDRESSES("ec2:DescribeAddresses", Wire.query("ec2", "2016-11-15"), "", ""),
    /** Who logged in, took on a role, or opened a shell. Of one kind at a time, and not more than twice a second. */
    LOGINS(
            "cloudtrail:LookupEvents",
            Wire.json("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "1.1"),
            "NextToken",
            "NextToken") {
        @Override
        Duration rest() {
            return Duration.ofMillis(500);
        }
    },
    /** What AWS asks for something; one place answers for all regions. */
    PRODUCTS("pricing:GetProducts", Wire.json("pricing", "AWSPriceListService", "1.1"), "NextToken", "NextToken"),
    QUOTA("servicequotas:GetServiceQuota", Wire.json("servicequotas", "ServiceQuotasV20190624", "1.1"), "", "");

    private static final List<String> KEY_TYPES =
            List.of("RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    private final String action;

    @SuppressWarnings("ImmutableEnumChecker") // a record of texts
    private final Wire wire;

    private final String nextPage;
    private final String fromPage;

    AwsRead(String action, Wire wire, String nextPage, String fromPage) {
        this.action = action;
        this.wire = wire;
        this.nextPage = nextPage;
        this.fromPage = fromPage;
    }

    /** What is said in each question of that kind, where it is not a query of the older sort. */
    Map<String, Object> always() {
        return Map.of();
    }

    /** How long to wait before each question, where AWS takes few. */
    Duration rest() {
        return Duration.ZERO;
    }

    /** As in a policy: "sqs:ListQueues". */
    public String action() {
        return action;
    }

    /** The action without its service: "ListQueues". */
    String operation() {
        return action.substring(action.indexOf(':') + 1);
    }

    Wire wire() {
        return wire;
    }

    /** Whether the answer is the same in each region. */
    boolean ofWholeAccount() {
        return wire.global() || this == CALLER || this == BUCKETS;
    }

    /** The field of an answer that names the next page; empty when there is only one. */
    String nextPage() {
        return nextPage;
    }

    /** The field of a question that asks for a page. */
    String fromPage() {
        return fromPage;
    }

    /**
     * How AWS wants to be asked, which is older for some services than for others.
     *
     * @param service as in the signature
     * @param name a version, a prefix of targets, or a path
     */
    record Wire(String service, Form form, String name, String version) {

        /** The three ways. */
        enum Form {
            QUERY,
            JSON,
            REST
        }

        static Wire query(String service, String version) {
            return new Wire(service, Form.QUERY, version, "");
        }

        static Wire json(String service, String target, String version) {
            return new Wire(service, Form.JSON, target, version);
        }

        static Wire rest(String service, String path) {
            return new Wire(service, Form.REST, path, "");
        }

        /** IAM, Route 53 and the price list are at one place for the whole world. */
        boolean global() {
            return service.equals("iam") || service.equals("route53") || service.equals("pricing");
        }

        String host(String region) {
            if (service.equals("pricing")) {
                return "api.pricing.us-east-1.amazonaws.com";
            }
            String place = service.equals("ecr") ? "api.ecr" : service;
            return global() ? place + ".amazonaws.com" : place + "." + region + ".amazonaws.com";
        }
    }
}
