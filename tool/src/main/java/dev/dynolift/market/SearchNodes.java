package dev.dynolift.market;

import dev.dynolift.market.ServicePrices.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The node types of OpenSearch that have a price here. */
public final class SearchNodes {

    private static final String SERVICE = "OpenSearch";

    private static final List<String> NAMES = ServicePrices.items(SERVICE).stream()
            .filter(item -> item.endsWith(".search"))
            .toList();

    private SearchNodes() {}

    /** {@code price} is of an hour. */
    public record SearchNode(String name, Price price) {

        public double monthlyUsd() {
            return price.usd() * ServicePrices.HOURS_PER_MONTH;
        }
    }

    /** The node type of that name, which must be one of {@link #names}. */
    public static SearchNode of(String name, String region) {
        return new SearchNode(name, ServicePrices.of(SERVICE, name, region));
    }

    /** The dearest that costs no more in a month; the cheapest of all where none does. */
    public static SearchNode largest(String region, double monthlyUsd) {
        List<SearchNode> nodes = NAMES.stream()
                .map(name -> of(name, region))
                .sorted(Comparator.comparingDouble(SearchNode::monthlyUsd))
                .toList();
        return nodes.stream()
                .filter(node -> node.monthlyUsd() <= monthlyUsd)
                .reduce((smaller, larger) -> larger)
                .orElse(nodes.get(0));
    }

    /** All names, sorted. */
    public static Set<String> names() {
        return new TreeSet<>(NAMES);
    }
}
