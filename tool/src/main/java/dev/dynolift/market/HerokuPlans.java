package dev.dynolift.market;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The plans of Heroku Postgres and Heroku Key-Value Store. */
public final class HerokuPlans {

    private static final List<PostgresPlan> POSTGRES = CsvTable.rows("heroku_postgres_plans.csv").stream()
            .map(row -> new PostgresPlan(
                    row.text("plan"),
                    (int) row.number("vcpu").orElse(0),
                    row.number("ram_gb").orElse(0),
                    (int) row.number("storage_gb").orElse(0),
                    (int) row.number("connections").orElse(0),
                    row.text("ha").equals("yes"),
                    row.number("price_usd_month"),
                    row.provenance()))
            .toList();

    private static final List<KeyValuePlan> KEY_VALUE = CsvTable.rows("heroku_kvs_plans.csv").stream()
            .map(row -> new KeyValuePlan(
                    row.text("plan"),
                    row.whole("memory_mb"),
                    row.text("ha").startsWith("yes"),
                    row.number("price_usd_month"),
                    row.provenance()))
            .toList();

    private HerokuPlans() {}

    /** {@code vcpu}, {@code memoryGb}, {@code storageGb} and {@code connections} are 0 where they are shared or unknown. */
    public record PostgresPlan(
            String name,
            int vcpu,
            double memoryGb,
            int storageGb,
            int connections,
            boolean highlyAvailable,
            OptionalDouble monthlyUsd,
            Provenance provenance) {

        /** Whether the server is shared with others' databases. */
        public boolean isShared() {
            return vcpu == 0 && storageGb > 0;
        }
    }

    /** {@code memoryMb} is what data may take. */
    public record KeyValuePlan(
            String name, int memoryMb, boolean highlyAvailable, OptionalDouble monthlyUsd, Provenance provenance) {}

    /** The plan of that name, without the service. */
    public static Optional<PostgresPlan> postgres(String plan) {
        return POSTGRES.stream().filter(one -> one.name().equals(plan)).findFirst();
    }

    /** The plan of that name, without the service; private and shield plans hold what premium ones do. */
    public static Optional<KeyValuePlan> keyValue(String plan) {
        Optional<KeyValuePlan> exact =
                KEY_VALUE.stream().filter(one -> one.name().equals(plan)).findFirst();
        if (exact.isPresent() || !plan.matches("(private|shield)-\\d+")) {
            return exact;
        }
        return keyValue("premium" + plan.substring(plan.indexOf('-')))
                .map(premium ->
                        new KeyValuePlan(plan, premium.memoryMb(), true, OptionalDouble.empty(), premium.provenance()));
    }
}
