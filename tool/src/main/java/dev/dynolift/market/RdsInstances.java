package dev.dynolift.market;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The RDS instance classes for PostgreSQL, with prices by region. */
public final class RdsInstances {

    private static final List<RdsInstance> ALL = of("PostgreSQL");

    private RdsInstances() {}

    /**
     * One class of database instance.
     *
     * @param maxConnections that the engine takes by default in that much memory
     * @param monthlyUsd in one zone; a standby doubles it
     */
    public record RdsInstance(
            String region,
            String name,
            int vcpu,
            double memoryGib,
            int maxConnections,
            double monthlyUsd,
            Provenance provenance) {

        /** Whether it saves up processor time while idle, and slows down when that is used up. */
        public boolean isBurstable() {
            return name.startsWith("db.t");
        }
    }

    /** All classes of an engine, in every region that the tables have. */
    static List<RdsInstance> of(String engine) {
        return CsvTable.rows("rds_instances.csv").stream()
                .filter(row -> row.text("engine").equals(engine))
                .map(row -> new RdsInstance(
                        row.text("region"),
                        row.text("class"),
                        row.whole("vcpu"),
                        row.number("ram_gib").orElseThrow(),
                        row.whole("max_connections_nominal"),
                        row.number("usd_month_single_az").orElseThrow(),
                        row.provenance()))
                .toList();
    }

    /** The class in a region; in a region without prices of its own, as in us-east-1. */
    public static Optional<RdsInstance> find(String region, String name) {
        String priced = pricedRegion(region);
        return ALL.stream()
                .filter(instance ->
                        instance.region().equals(priced) && instance.name().equals(name))
                .findFirst();
    }

    /** The cheapest class of current generations with at least so much memory, processors and connections. */
    public static Optional<RdsInstance> cheapest(
            String region, double memoryGib, int vcpu, int connections, boolean mayBurst) {
        String priced = pricedRegion(region);
        return ALL.stream()
                .filter(instance -> instance.region().equals(priced))
                .filter(instance -> instance.memoryGib() >= memoryGib
                        && instance.vcpu() >= vcpu
                        && instance.maxConnections() >= connections)
                .filter(instance -> mayBurst || !instance.isBurstable())
                .filter(instance -> !instance.name().startsWith("db.t3."))
                .min(Comparator.comparingDouble(RdsInstance::monthlyUsd));
    }

    /** All names, sorted. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        ALL.forEach(instance -> names.add(instance.name()));
        return names;
    }

    /** Whether the tables have prices of that region. */
    public static boolean hasPrices(String region) {
        return ALL.stream().anyMatch(instance -> instance.region().equals(region));
    }

    private static String pricedRegion(String region) {
        return hasPrices(region) ? region : "us-east-1";
    }
}
