package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an Apache Kafka add-on holds.
 *
 * @param prefix that the names of topics and groups begin with on a shared cluster; null on a cluster of one's own
 * @param consumerGroups null when they could not be read
 */
public record KafkaDetails(
        @Nullable String version,
        @Nullable String prefix,
        List<Topic> topics,
        @Nullable List<String> consumerGroups) {

    public KafkaDetails {
        topics = List.copyOf(topics);
        consumerGroups = consumerGroups == null ? null : List.copyOf(consumerGroups);
    }

    /** @param retentionMillis null when messages are kept for ever, or it is unknown */
    public record Topic(
            String name,
            @Nullable Integer partitions,
            @Nullable Integer replication,
            @Nullable Long sizeBytes,
            boolean compacted,
            @Nullable Long retentionMillis) {}
}
