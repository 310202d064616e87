package dev.dynolift.market;

import dev.dynolift.market.Prices.Item;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** By which fields AWS's price list knows what the tables of this package know by their own words. */
public final class PriceListFields {

    private static final List<CsvTable.Row> ROWS = CsvTable.rows("aws_price_list.csv");

    private PriceListFields() {}

    /**
     * How a price is found in AWS's list.
     *
     * @param attributes that the product has
     * @param usageType what is charged for; AWS puts a word for the region before it
     */
    public record Fields(String serviceCode, Map<String, String> attributes, Pattern usageType) {}

    /** Empty for what AWS's list does not have in a form that could be told by its fields. */
    public static Optional<Fields> of(Item item) {
        int blank = item.name().indexOf(' ');
        String engine = blank < 0 ? "" : item.name().substring(0, blank);
        String machine = item.name().substring(blank + 1);
        return ROWS.stream()
                .filter(row -> row.text("service").equals(item.service()))
                .filter(row -> row.text("item").equals(item.name())
                        || row.text("item").equals("*") && machine.matches("(db|cache)\\..+|.+\\.search"))
                .findFirst()
                .map(row -> fields(row, engine, machine));
    }

    private static Fields fields(CsvTable.Row row, String engine, String machine) {
        Map<String, String> attributes = new TreeMap<>();
        for (String pair : row.text("attributes").split(";")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                attributes.put(parts[0], parts[1].replace("{engine}", engine).replace("{machine}", machine));
            }
        }
        return new Fields(
                row.text("service_code"),
                attributes,
                Pattern.compile("([A-Z0-9]+-)?" + row.text("usage_type").replace("{machine}", Pattern.quote(machine))));
    }
}
