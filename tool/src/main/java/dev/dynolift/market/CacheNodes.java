package dev.dynolift.market;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The ElastiCache node types, with prices by region. */
public final class CacheNodes {

    /** ElastiCache keeps a quarter of a node's memory for backups and failover. */
    private static final double USABLE = 0.75;

    /** What memcached needs besides its keys; it has neither backups nor failover. */
    private static final int MEMCACHED_RESERVE_MB = 100;

    private static final List<CacheNode> ALL = CsvTable.rows("elasticache_nodes.csv").stream()
            .map(row -> new CacheNode(
                    row.text("region"),
                    row.text("node_type"),
                    row.number("memory_gib").orElseThrow(),
                    row.number("usd_hour_valkey_minus20pct_estimate").orElseThrow(),
                    row.number("usd_hour").orElseThrow(),
                    row.provenance()))
            .toList();

    private CacheNodes() {}

    /**
     * One type of node.
     *
     * @param hourlyUsd the price with Valkey, which is 20 % below that of Redis
     * @param memcachedHourlyUsd the price with memcached, which is that of Redis
     */
    public record CacheNode(
            String region,
            String name,
            double memoryGib,
            double hourlyUsd,
            double memcachedHourlyUsd,
            Provenance provenance) {

        /** What the data may take, in MB. */
        public int usableMb() {
            return (int) (memoryGib * 1024 * USABLE);
        }
    }

    /** The node type in a region; where the region has no price, as in us-east-1. */
    public static Optional<CacheNode> find(String region, String name) {
        return ALL.stream()
                .filter(node -> node.name().equals(name))
                .filter(node -> node.region().equals(region) || node.region().equals("us-east-1"))
                .min(Comparator.comparing(node -> !node.region().equals(region)));
    }

    /** The cheapest current node type that holds so many megabytes of data. */
    public static Optional<CacheNode> cheapest(int memoryMb) {
        return ALL.stream()
                .filter(node -> node.region().equals("us-east-1"))
                .filter(node -> node.usableMb() >= memoryMb)
                .filter(node -> !node.name().startsWith("cache.t3."))
                .min(Comparator.comparingDouble(CacheNode::hourlyUsd));
    }

    /** The cheapest current node type on which memcached holds so many megabytes. */
    public static Optional<CacheNode> cheapestForMemcached(int memoryMb) {
        return ALL.stream()
                .filter(node -> node.region().equals("us-east-1"))
                .filter(node -> node.memoryGib() * 1024 - MEMCACHED_RESERVE_MB >= memoryMb)
                .filter(node -> !node.name().startsWith("cache.t3."))
                .min(Comparator.comparingDouble(CacheNode::memcachedHourlyUsd));
    }

    /** All names, sorted. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        ALL.forEach(node -> names.add(node.name()));
        return names;
    }
}
