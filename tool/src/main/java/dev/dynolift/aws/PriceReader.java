package dev.dynolift.aws;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks AWS's price list what something costs on demand. Not thread-safe. */
public final class PriceReader {

    private static final JsonMapper JSON = new JsonMapper();

    private final AwsClient client;

    public PriceReader(AwsClient client) {
        this.client = client;
    }

    /**
     * One thing on AWS's price list.
     *
     * @param serviceCode as AWS has it there: "AWSELB"
     * @param attributes that a product must have, by name
     * @param usageType which of those that are left is meant; AWS begins it with a word for the region
     */
    public record Question(String serviceCode, Map<String, String> attributes, Pattern usageType) {}

    /**
     * A price on AWS's list.
     *
     * @param usd for one unit, of the first of those that are not free
     * @param date since when, ISO 8601
     */
    public record ListPrice(BigDecimal usd, String unit, String date) {}

    /**
     * The price in a region; empty when AWS's list has none, or several that differ, so that nobody can tell which is meant.
     *
     * @throws dev.dynolift.error.DynoliftException when AWS does not answer, or not this login
     */
    public Optional<ListPrice> ask(Question question, String region) {
        List<Map<String, String>> filters = new ArrayList<>();
        Map<String, String> attributes = new TreeMap<>(question.attributes());
        attributes.put("regionCode", region);
        attributes.forEach((name, value) -> filters.add(Map.of("Type", "TERM_MATCH", "Field", name, "Value", value)));
        List<ListPrice> found = client
                .all(
                        AwsRead.PRODUCTS,
                        Map.of("ServiceCode", question.serviceCode(), "FormatVersion", "aws_v1", "Filters", filters))
                .stream()
                .flatMap(page -> page.texts("PriceList").stream())
                .map(JSON::readTree)
                .filter(product -> question.usageType()
                        .matcher(product.path("product")
                                .path("attributes")
                                .path("usagetype")
                                .asString(""))
                        .matches())
                .flatMap(product -> price(product).stream())
                .toList();
        boolean one = found.stream()
                        .map(price -> price.usd().stripTrailingZeros())
                        .distinct()
                        .count()
                == 1;
        return one ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** What the first unit costs that is not free. */
    private static Optional<ListPrice> price(JsonNode product) {
        for (JsonNode term : product.path("terms").path("OnDemand")) {
            Optional<ListPrice> first = Optional.empty();
            BigDecimal lowest = null;
            for (JsonNode dimension : term.path("priceDimensions")) {
                String usd = dimension.path("pricePerUnit").path("USD").asString("");
                if (!usd.matches("\\d{1,9}(\\.\\d{1,12})?") || new BigDecimal(usd).signum() == 0) {
                    continue;
                }
                String begin = dimension.path("beginRange").asString("0");
                BigDecimal from = begin.matches("\\d{1,18}") ? new BigDecimal(begin) : BigDecimal.ZERO;
                if (lowest == null || from.compareTo(lowest) < 0) {
                    lowest = from;
                    String date = term.path("effectiveDate").asString("");
                    first = Optional.of(new ListPrice(
                            new BigDecimal(usd),
                            dimension.path("unit").asString(""),
                            date.length() > 10 ? date.substring(0, 10) : date));
                }
            }
            if (first.isPresent()) {
                return first;
            }
        }
        return Optional.empty();
    }
}
