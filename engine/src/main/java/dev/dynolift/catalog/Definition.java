package dev.dynolift.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one table, partition or sequence was at one moment, as definitions.sql tells it.
 *
 * @param text its parts, each with a label that ends at the first colon
 * @param storage its rows' file, a sum over its columns' changes, a sum over our triggers
 */
public record Definition(String text, String storage) {

    private static final String BETWEEN_PARTS = "\u001f";

    private static final String NOT_NULL = " NOT NULL";

    private static final Pattern COLUMN = Pattern.compile("(\"(?:[^\"]|\"\")*\"|\\S+) (.*)", Pattern.DOTALL);

    /** The server's number of it, which stays when it is renamed. */
    public long oid() {
        String first = text.split(BETWEEN_PARTS, 2)[0];
        return Long.parseLong(first.substring(first.indexOf(": ") + 2));
    }

    public boolean isSequence() {
        return text.startsWith("sequence");
    }

    public boolean isPartitioned() {
        return text.startsWith("partitioned");
    }

    /** Whether rows may have other values although no trigger saw that: they were written anew with altered columns. */
    public boolean isRewrittenSince(Definition before) {
        String[] now = storage.split(" ");
        String[] then = before.storage.split(" ");
        return now.length == 3 && then.length == 3 && !now[0].equals(then[0]) && !now[1].equals(then[1]);
    }

    /** Whether our triggers are others, or their log is. */
    public boolean isCapturedOtherwiseSince(Definition before) {
        String[] now = storage.split(" ");
        String[] then = before.storage.split(" ");
        return now.length == 3 && then.length == 3 && !now[2].equals(then[2]);
    }

    /** What has changed since, in words: "column 3 was total integer and is total bigint". */
    public List<String> changesSince(Definition before) {
        Map<String, String> then = before.parts();
        Map<String, String> now = parts();
        List<String> changes = new ArrayList<>();
        then.forEach((label, was) -> {
            String is = now.get(label);
            if (is == null) {
                changes.add(label + " " + was + " is gone");
            } else if (!is.equals(was)) {
                changes.add(label + " was " + was + " and is " + is);
            }
        });
        now.forEach((label, is) -> {
            if (!then.containsKey(label)) {
                changes.add(label + " " + is + " is new");
            }
        });
        return changes;
    }

    /**
     * Its columns by their numbers, which stay when they are renamed.
     *
     * @param name as SQL writes it
     * @param type with what else is said of it, but for whether it may be NULL
     */
    public record ColumnPart(String name, String type) {}

    /** Its columns by their numbers. */
    public SortedMap<Integer, ColumnPart> columns() {
        SortedMap<Integer, ColumnPart> columns = new TreeMap<>();
        parts().forEach((label, text) -> {
            if (label.startsWith("column ")) {
                Matcher matcher = COLUMN.matcher(text);
                if (matcher.matches()) {
                    columns.put(
                            Integer.valueOf(label.substring(7)),
                            new ColumnPart(matcher.group(1), matcher.group(2).replace(NOT_NULL, "")));
                }
            }
        });
        return columns;
    }

    /** Whether one of its columns, by its number, may not be NULL. */
    public boolean requires(int column) {
        Matcher matcher = COLUMN.matcher(parts().getOrDefault("column " + column, ""));
        return matcher.matches() && matcher.group(2).contains(NOT_NULL);
    }

    /** What it is a part of, with its bounds where it is a partition: "public.visits FOR VALUES FROM …"; or nothing. */
    public Optional<String> whole() {
        return Optional.ofNullable(parts().get("part of"));
    }

    /** The columns of its primary key; empty where it has none. */
    public String key() {
        return parts().getOrDefault("primary key", "");
    }

    /** Whether rows of one can be rows of the other: the same columns, whatever their order, and the same whole. */
    public boolean holdsTheSameAs(Definition other) {
        return isSequence() == other.isSequence()
                && Set.copyOf(columns().values())
                        .equals(Set.copyOf(other.columns().values()))
                && whole().equals(other.whole());
    }

    /** Whether every change of its rows since then is in a log, whatever names it and its columns had. */
    public boolean followsFrom(Definition before) {
        return !isRewrittenSince(before)
                && !isCapturedOtherwiseSince(before)
                && types().equals(before.types())
                && whole().isPresent() == before.whole().isPresent();
    }

    private Map<Integer, String> types() {
        Map<Integer, String> types = new TreeMap<>();
        columns().forEach((number, column) -> types.put(number, column.type()));
        return types;
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        Arrays.stream(text.split(BETWEEN_PARTS)).forEach(part -> {
            int colon = part.indexOf(": ");
            parts.merge(part.substring(0, colon), part.substring(colon + 2), (one, other) -> one + " and " + other);
        });
        return parts;
    }
}
