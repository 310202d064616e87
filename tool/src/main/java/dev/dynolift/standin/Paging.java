package dev.dynolift.standin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Cuts a list into pages by Heroku's Range headers: {@code id ]01234..; max=200,order=desc}. */
final class Paging {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RANGE = Pattern.compile("(\\w+) (\\]?)([^.;]*)\\.\\.([^;]*?)(?:; *(.*))?");
    private static final int LARGEST_PAGE = 1000;

    private Paging() {}

    /**
     * One page.
     *
     * @param range the header; empty for the first page in the stored order
     * @param usualPage elements of a page when the header does not say
     */
    static Reply page(JsonNode list, String range, int usualPage) {
        Matcher asked = RANGE.matcher(range.isEmpty() ? "id .." : range);
        if (!asked.matches()) {
            return Reply.error(416);
        }
        String field = asked.group(1);
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        if (elements.stream().anyMatch(element -> !element.has(field))) {
            return range.isEmpty() ? Reply.of(list) : Reply.error(416);
        }
        String options = asked.group(5) == null ? "" : asked.group(5).replace(" ", "");
        boolean descending = options.contains("order=desc");
        int page = pageSize(options, usualPage);
        if (page < 1) {
            return Reply.error(416);
        }
        if (elements.size() > page || !range.isEmpty()) {
            elements.sort(order(field, descending));
        }
        int first = start(elements, field, asked.group(3), asked.group(2).isEmpty(), order(field, descending));
        int end = Math.min(elements.size(), first + page);
        ArrayNode body = JSON.createArrayNode();
        elements.subList(first, end).forEach(body::add);
        if (end == elements.size()) {
            return Reply.of(body);
        }
        String last = elements.get(end - 1).path(field).asString("");
        String next = field + " ]" + last + "..; max=" + page + (descending ? ",order=desc" : "");
        return new Reply(206, Map.of("Next-Range", next), body);
    }

    private static int pageSize(String options, int usualPage) {
        Matcher max = Pattern.compile("(?:^|,)max=(\\d{1,6})(?:,|$)").matcher(options);
        return max.find() ? Math.min(LARGEST_PAGE, Integer.parseInt(max.group(1))) : usualPage;
    }

    private static int start(
            List<JsonNode> elements, String field, String from, boolean inclusive, Comparator<JsonNode> order) {
        if (from.isEmpty()) {
            return 0;
        }
        JsonNode bound = JSON.createObjectNode().put(field, from);
        for (int i = 0; i < elements.size(); i++) {
            int compared = order.compare(elements.get(i), bound);
            if (inclusive ? compared >= 0 : compared > 0) {
                return i;
            }
        }
        return elements.size();
    }

    /** Numbers by size, everything else by text. */
    private static Comparator<JsonNode> order(String field, boolean descending) {
        Comparator<JsonNode> ascending = (one, other) -> {
            String left = one.path(field).asString("");
            String right = other.path(field).asString("");
            boolean numbers = left.matches("\\d{1,18}") && right.matches("\\d{1,18}");
            return numbers ? Long.compare(Long.parseLong(left), Long.parseLong(right)) : left.compareTo(right);
        };
        return descending ? ascending.reversed() : ascending;
    }
}
