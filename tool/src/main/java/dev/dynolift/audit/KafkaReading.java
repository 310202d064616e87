package dev.dynolift.audit;

import dev.dynolift.inventory.KafkaDetails;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the Data API about an Apache Kafka add-on: its topics and who reads them. */
final class KafkaReading {

    private final Questions questions;

    KafkaReading(Questions questions) {
        this.questions = questions;
    }

    /** The cluster, its topics and its consumer groups. */
    static List<String> paths(String name) {
        String path = "/data/kafka/v0/clusters/" + name;
        return List.of(path, path + "/topics", path + "/consumer_groups");
    }

    /** Null when the cluster could not be read, which a finding says. */
    @Nullable
    KafkaDetails read(String name) {
        String path = "/data/kafka/v0/clusters/" + name;
        JsonNode cluster = questions.data(name, path);
        if (cluster.isMissingNode()) {
            return null;
        }
        JsonNode listed = questions.optionalData(name, path + "/topics");
        List<KafkaDetails.Topic> topics = new ArrayList<>();
        for (JsonNode topic : listed.path("topics")) {
            // Kafka's own, such as __consumer_offsets.
            if (!Text.of(topic, "name").startsWith("__")) {
                topics.add(new KafkaDetails.Topic(
                        Text.of(topic, "name"),
                        Text.whole(topic, "partitions"),
                        Text.whole(topic, "replication_factor"),
                        Text.number(topic.path("data_size")),
                        topic.path("compaction_enabled")
                                .asBoolean(topic.path("compaction").asBoolean(false)),
                        topic.path("retention_enabled").asBoolean(true)
                                ? Text.number(topic.path("retention_time_ms"))
                                : null));
            }
        }
        JsonNode version = cluster.path("version");
        String prefix =
                Text.of(listed, "prefix").isEmpty() ? Text.of(cluster, "topic_prefix") : Text.of(listed, "prefix");
        return new KafkaDetails(
                version.isArray() && !version.isEmpty()
                        ? version.path(0).asString("")
                        : Text.orNull(cluster, "version"),
                prefix.isEmpty() ? null : prefix,
                topics,
                groups(questions.optionalData(name, path + "/consumer_groups").path("consumer_groups")));
    }

    private static @Nullable List<String> groups(JsonNode list) {
        if (!list.isArray()) {
            return null;
        }
        List<String> groups = new ArrayList<>();
        list.forEach(group -> groups.add(Text.of(group, "name")));
        return groups;
    }
}
