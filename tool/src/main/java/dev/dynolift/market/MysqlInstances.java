package dev.dynolift.market;

import dev.dynolift.market.RdsInstances.RdsInstance;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The RDS instance classes for MySQL, with prices by region. */
public final class MysqlInstances {

    private static final List<RdsInstance> ALL = RdsInstances.of("MySQL");

    private MysqlInstances() {}

    /** The class in a region; where the region has no price of it, as in us-east-1. */
    public static Optional<RdsInstance> find(String region, String name) {
        return ALL.stream()
                .filter(instance -> instance.name().equals(name))
                .filter(instance ->
                        instance.region().equals(region) || instance.region().equals("us-east-1"))
                .min(Comparator.comparing(instance -> !instance.region().equals(region)));
    }

    /** The dearest current class with that much memory that costs no more in a month; the cheapest where none does. */
    public static RdsInstance largest(String region, double monthlyUsd, double leastMemoryGib, boolean mayBurst) {
        List<RdsInstance> instances = names().stream()
                .flatMap(name -> find(region, name).stream())
                .filter(instance -> !instance.name().startsWith("db.t3.") && instance.memoryGib() >= leastMemoryGib)
                .filter(instance -> mayBurst || !instance.isBurstable())
                .sorted(Comparator.comparingDouble(RdsInstance::monthlyUsd))
                .toList();
        return instances.stream()
                .filter(instance -> instance.monthlyUsd() <= monthlyUsd)
                .reduce((smaller, larger) -> larger)
                .orElse(instances.get(0));
    }

    /** All names, sorted. */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>();
        ALL.forEach(instance -> names.add(instance.name()));
        return names;
    }
}
