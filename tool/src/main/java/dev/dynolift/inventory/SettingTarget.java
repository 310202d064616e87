package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Where a setting leads to. Holds what a value names (a host, a bucket), never the value.
 *
 * @param name null when the value names something that nobody could look up: it then stays unsaid
 */
public record SettingTarget(
        String app, String setting, Kind kind, @Nullable String name) {

    /** What a setting names. */
    public enum Kind {
        /** A machine's name in a URL, without path, port and login. */
        HOST,
        /** A bucket of S3. */
        BUCKET,
        /** A queue of SQS. */
        QUEUE,
        /** A topic of SNS. */
        TOPIC,
        /** A table of DynamoDB. */
        TABLE,
        /** An OpenSearch or Elasticsearch domain on AWS. */
        SEARCH_DOMAIN,
        /** A database of RDS. */
        DATABASE,
        /** A cache of ElastiCache. */
        CACHE,
        /** An IAM user, by the id of one of its keys. */
        IAM_USER,
        /** A database, store or queue of a Heroku add-on, whose address somebody copied; the name is the add-on's. */
        DATA_SERVICE,
        /** Something else on AWS, by its ARN; the name is the service's. */
        OTHER_ON_AWS
    }
}
