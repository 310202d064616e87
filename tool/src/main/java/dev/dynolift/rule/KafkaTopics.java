package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KafkaDetails;
import java.util.stream.Stream;

/** A Kafka cluster with topics. */
final class KafkaTopics extends Rule {

    KafkaTopics() {
        super("kafka-topics", WARNING, "b19");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.addons().stream().flatMap(addon -> {
            KafkaDetails kafka = addon.kafka();
            return kafka == null
                    ? Stream.empty()
                    : Stream.of(finding(
                            addon.billingApp() + " " + addon.name(),
                            "The Kafka cluster has " + kafka.topics().size() + " topics.",
                            "Topics, their retention and the place up to which each group has read are not moved by"
                                    + " themselves.",
                            "Make the topics on MSK with the partitions and retention of the inventory, let consumers"
                                    + " read to the end, then switch producers first.",
                            "/data/kafka/v0/clusters/" + addon.name() + "/topics"));
        });
    }
}
