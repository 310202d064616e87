package dev.dynolift.market;

import dev.dynolift.market.ServicePrices.Price;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What AWS asks for: what it was asked itself, as far as it was, and else the tables of this package. Remembers what was
 * looked up. Not thread-safe.
 */
public final class Prices {

    private static final String FARGATE = "Fargate";

    private final Map<Item, Fresh> fresh = new LinkedHashMap<>();
    private final Set<Item> wanted = new LinkedHashSet<>();

    public Prices(List<Fresh> fresh) {
        fresh.forEach(price -> this.fresh.put(price.item(), price));
    }

    /** The tables alone. */
    public static Prices ofTables() {
        return new Prices(List.of());
    }

    /**
     * Something that has a price.
     *
     * @param service "ALB"; "RDS", "ElastiCache" and "Fargate" for sizes of machines
     * @param name "hour"; "PostgreSQL db.t4g.medium", "Valkey cache.t4g.micro", "vCPU hour arm64"
     */
    public record Item(String service, String name, String region) {}

    /** A price that AWS itself has told; since when it is valid, and where it is from. */
    public record Fresh(Item item, double usd, String unit, String source, String date) {}

    /** What was looked up so far. */
    public List<Item> wanted() {
        return new ArrayList<>(wanted);
    }

    /** What one unit of a service's item costs: {@code of("ALB", "hour", region)}. */
    public Price of(String service, String item, String region) {
        return fresh(service, item, region).orElseGet(() -> ServicePrices.of(service, item, region));
    }

    /** A task's price for a month: processor in units of 1/1024, memory in MiB. */
    public Price fargate(int cpu, int memoryMib, boolean arm, String region) {
        String processor = arm ? "arm64" : "x86_64";
        Optional<Price> ofCpu = fresh(FARGATE, "vCPU hour " + processor, region);
        Optional<Price> ofMemory = fresh(FARGATE, "GB hour " + processor, region);
        if (ofCpu.isEmpty() || ofMemory.isEmpty()) {
            return ServicePrices.fargate(cpu, memoryMib, arm, region);
        }
        double hourly = ofCpu.get().usd() * cpu / 1024 + ofMemory.get().usd() * memoryMib / 1024;
        return new Price(
                hourly * ServicePrices.HOURS_PER_MONTH,
                "task-month",
                true,
                ofCpu.get().provenance());
    }

    /** An hour of a database instance in one zone, of "PostgreSQL" or "MySQL"; {@code table} is the tables' own price. */
    public Price database(String engine, String instanceClass, String region, Price table) {
        return fresh("RDS", engine + " " + instanceClass, region).orElse(table);
    }

    /** An hour of a node of ElastiCache, with "Valkey" or "Memcached"; {@code table} is the tables' own price. */
    public Price cache(String engine, String nodeType, String region, Price table) {
        return fresh("ElastiCache", engine + " " + nodeType, region).orElse(table);
    }

    private Optional<Price> fresh(String service, String name, String region) {
        Item item = new Item(service, name, region);
        wanted.add(item);
        return Optional.ofNullable(fresh.get(item))
                .map(price -> new Price(
                        price.usd(), price.unit(), true, new Provenance(price.source(), price.date(), "verified")));
    }
}
