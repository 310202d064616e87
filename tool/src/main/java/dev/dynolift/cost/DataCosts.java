package dev.dynolift.cost;

import dev.dynolift.market.CacheNodes;
import dev.dynolift.market.MysqlInstances;
import dev.dynolift.market.Prices;
import dev.dynolift.market.RdsInstances;
import dev.dynolift.market.RdsInstances.RdsInstance;
import dev.dynolift.market.ServicePrices;
import dev.dynolift.market.ServicePrices.Price;
import dev.dynolift.plan.AttachmentPlan;
import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.MemcachedPlan;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.MysqlPlan;
import dev.dynolift.plan.SearchPlan;
import java.util.List;

/** What it costs to keep data: databases, caches, search. */
final class DataCosts {

    private static final double HOURS = ServicePrices.HOURS_PER_MONTH;

    private final Prices prices;
    private final String region;
    private final CostLines lines;

    DataCosts(String region, CostLines lines, Prices prices) {
        this.prices = prices;
        this.region = region;
        this.lines = lines;
    }

    void environment(MigrationPlan plan, String name) {
        plan.databasesIn(name).forEach(database -> of(database.attachments()).database(name, database));
        plan.mysqlDatabasesIn(name)
                .forEach(database -> of(database.attachments()).mysql(name, database));
        plan.cachesIn(name).forEach(cache -> of(cache.attachments()).cache(name, cache));
        plan.memcachesIn(name).forEach(memcached -> of(memcached.attachments()).memcached(name, memcached));
        plan.searchesIn(name).forEach(search -> of(search.attachments()).search(name, search));
    }

    /** What several apps use is the first one's, which it belongs to. */
    private DataCosts of(List<AttachmentPlan> attachments) {
        return attachments.isEmpty()
                ? this
                : new DataCosts(region, lines.of(attachments.get(0).app()), prices);
    }

    private void database(String environment, DatabasePlan database) {
        RdsInstance instance =
                RdsInstances.find(region, database.instanceClass().value()).orElseThrow();
        instance(
                environment,
                "PostgreSQL",
                database.name(),
                instance,
                database.multiAz().value(),
                database.storageGb().value());
    }

    private void mysql(String environment, MysqlPlan database) {
        RdsInstance instance =
                MysqlInstances.find(region, database.instanceClass().value()).orElseThrow();
        instance(
                environment,
                "MySQL",
                database.name(),
                instance,
                database.multiAz().value(),
                database.storageGb().value());
    }

    private void instance(
            String environment, String engine, String database, RdsInstance instance, boolean multi, int gigabytes) {
        Price table = new Price(
                instance.monthlyUsd() / HOURS, "hour", instance.region().equals(region), instance.provenance());
        Price hour = prices.database(engine, instance.name(), region, table);
        Price price = new Price(hour.usd() * HOURS * (multi ? 2 : 1), "month", hour.sameRegion(), hour.provenance());
        lines.add(
                environment,
                database + ", " + instance.name() + (multi ? " with a standby" : ""),
                price.usd(),
                "always on" + (multi ? ", twice the price of one zone" : ""),
                price);
        Price storage = prices.of("RDS", multi ? "gp3 storage Multi-AZ" : "gp3 storage Single-AZ", region);
        lines.add(environment, database + " storage, " + gigabytes + " GB", storage.usd() * gigabytes, "gp3", storage);
        lines.unknown(
                environment,
                database + " backups",
                "as much as the storage is free; what exceeds it depends on how much the data changes");
    }

    private void memcached(String environment, MemcachedPlan memcached) {
        int nodes = memcached.nodes().value();
        CacheNodes.CacheNode node =
                CacheNodes.find(region, memcached.nodeType().value()).orElseThrow();
        Price table = new Price(node.memcachedHourlyUsd(), "hour", node.region().equals(region), node.provenance());
        Price hour = prices.cache("Memcached", node.name(), region, table);
        nodes(
                environment,
                memcached.name(),
                nodes,
                node.name(),
                hour,
                hour.equals(table) ? "memcached, taken as the price of Redis" : "memcached",
                hour.equals(table));
    }

    private void nodes(
            String environment, String cache, int nodes, String type, Price hour, String basis, boolean isAssumed) {
        Price price = new Price(hour.usd() * HOURS * nodes, "month", hour.sameRegion(), hour.provenance());
        String subject = cache + ", " + nodes + " × " + type;
        if (isAssumed) {
            lines.assumed(environment, subject, price.usd(), basis, price);
        } else {
            lines.add(environment, subject, price.usd(), basis, price);
        }
    }

    private void cache(String environment, CachePlan cache) {
        int nodes = 1 + cache.replicas().value();
        CacheNodes.CacheNode node =
                CacheNodes.find(region, cache.nodeType().value()).orElseThrow();
        Price table = new Price(node.hourlyUsd(), "hour", false, node.provenance());
        Price hour = prices.cache("Valkey", node.name(), region, table);
        nodes(
                environment,
                cache.name(),
                nodes,
                node.name(),
                hour,
                hour.equals(table) ? "Valkey, taken as 20 % below the price of Redis" : "Valkey",
                false);
    }

    private void search(String environment, SearchPlan search) {
        int nodes = search.nodes().value();
        Price node = prices.of("OpenSearch", search.instanceType().value(), region);
        lines.add(
                environment,
                search.name() + ", " + nodes + " × " + search.instanceType().value(),
                node.usd() * HOURS * nodes,
                "always on",
                node);
        Price storage = prices.of("OpenSearch", "gp3 storage", region);
        int gigabytes = search.storageGb().value() * nodes;
        lines.add(
                environment,
                search.name() + " storage, " + gigabytes + " GB",
                storage.usd() * gigabytes,
                "gp3",
                storage);
    }
}
