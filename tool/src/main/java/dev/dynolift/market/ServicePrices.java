package dev.dynolift.market;

import java.util.List;

/** List prices of AWS services by region, in US dollars. */
public final class ServicePrices {

    /** Hours of an average month, as AWS counts them. */
    public static final double HOURS_PER_MONTH = 730;

    private static final List<CsvTable.Row> SERVICES = CsvTable.rows("aws_service_prices.csv");
    private static final List<CsvTable.Row> FARGATE = CsvTable.rows("fargate_prices.csv");

    private ServicePrices() {}

    /** {@code sameRegion} is false where the region's own price is not known and us-east-1's stands in. */
    public record Price(double usd, String unit, boolean sameRegion, Provenance provenance) {

        /** Whether the figure can be off: another region's, or not checked. */
        public boolean isAssumed() {
            return !sameRegion || provenance.isGuess();
        }
    }

    /** What one unit of a service's item costs: {@code of("ALB", "hour", region)}. */
    public static Price of(String service, String item, String region) {
        CsvTable.Row row = SERVICES.stream()
                .filter(one ->
                        one.text("service").equals(service) && one.text("item").equals(item))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no price for " + service + " " + item));
        boolean ireland = region.equals("eu-west-1");
        double usd = row.number(ireland ? "usd_eu_west_1" : "usd_us_east_1").orElseThrow();
        Provenance provenance = row.provenance();
        boolean memory = ireland && provenance.verified().contains("eu memory");
        return new Price(usd, row.text("unit"), (ireland && !memory) || region.equals("us-east-1"), provenance);
    }

    /** All items of a service, in the table's order. */
    static List<String> items(String service) {
        return SERVICES.stream()
                .filter(row -> row.text("service").equals(service))
                .map(row -> row.text("item"))
                .toList();
    }

    /** A task's price for a month: processor in units of 1/1024, memory in MiB. */
    public static Price fargate(int cpu, int memoryMib, boolean arm, String region) {
        String arch = arm ? "arm64" : "x86_64";
        boolean known = FARGATE.stream().anyMatch(row -> row.text("region").equals(region));
        CsvTable.Row row = FARGATE.stream()
                .filter(one ->
                        one.text("arch").equals(arch) && one.text("region").equals(known ? region : "us-east-1"))
                .findFirst()
                .orElseThrow();
        double hourly = row.number("usd_vcpu_hour").orElseThrow() * cpu / 1024
                + row.number("usd_gb_hour").orElseThrow() * memoryMib / 1024;
        return new Price(hourly * HOURS_PER_MONTH, "task-month", known, row.provenance());
    }
}
