package dev.dynolift.catalog;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Spelling;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tables somebody wants: those of the first two lists, or all when both are empty, but none of the other two. Names
 * are as people write them: "orders", "billing.orders"; a table without a schema is one of {@code public}.
 */
public record TableSelection(
        List<String> schemas, List<String> tables, List<String> withoutSchemas, List<String> withoutTables) {

    /** All of them. */
    public static final TableSelection ALL = new TableSelection(List.of(), List.of());

    public TableSelection {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
        withoutSchemas = List.copyOf(withoutSchemas);
        withoutTables = List.copyOf(withoutTables);
    }

    public TableSelection(List<String> schemas, List<String> tables) {
        this(schemas, tables, List.of(), List.of());
    }

    public boolean isEverything() {
        return equals(ALL);
    }

    /**
     * The tables that are meant.
     *
     * @param session reads what a name that is no table's belongs to
     * @throws DynoliftException (INPUT) with all names that match nothing, or when nothing is left
     */
    public List<Table> of(Session session, List<Table> all) {
        Set<String> ofSchemas = all.stream().map(Table::schema).collect(Collectors.toSet());
        List<String> unknown = new ArrayList<>();
        List<String> near = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (String schema : joined(schemas, withoutSchemas)) {
            if (!ofSchemas.contains(schema)) {
                unknown.add(schema);
                Spelling.nearest(schema, ofSchemas).ifPresent(near::add);
            }
        }
        for (String name : joined(tables, withoutTables)) {
            if (all.stream().noneMatch(table -> isCalled(table, name))) {
                unknown.add(name);
                List<String> others = others(session, name);
                near.addAll(others.isEmpty() ? near(name, all) : List.of());
                elsewhere.addAll(others);
            }
        }
        if (!unknown.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the source has no table of " + String.join(", ", unknown),
                    Stream.concat(
                                    near.isEmpty()
                                            ? Stream.empty()
                                            : Stream.of("near to that: " + String.join(", ", near)),
                                    elsewhere.stream())
                            .collect(Collectors.joining("; ")),
                    "Write names as they are in the database, case included; a partition comes with its table.");
        }
        List<Table> meant = all.stream().filter(this::isMeant).toList();
        if (meant.isEmpty() && !isEverything()) {
            throw new DynoliftException(
                    ErrorCode.INPUT, "no table is left", "what was selected was also left out", "Leave out fewer.");
        }
        return meant;
    }

    /** What else the name is of: "events_2025 is a partition of events: give events". */
    private static List<String> others(Session session, String name) {
        return session.query(
                SqlFile.of(TableSelection.class, "other_relations.sql")
                        .with("name", name)
                        .text(),
                row -> {
                    String table = row.getString(2);
                    return name + " is " + row.getString(1)
                            + (table.isEmpty() ? ", which is no table" : " of " + table + ": give " + table);
                });
    }

    /** The same name in other schemas, else the one that is spelled most alike. */
    private static List<String> near(String name, List<Table> all) {
        String bare = name.substring(name.lastIndexOf('.') + 1);
        List<String> elsewhere = all.stream()
                .filter(table -> table.name().equalsIgnoreCase(bare))
                .map(Table::label)
                .toList();
        return elsewhere.isEmpty()
                ? Spelling.nearest(name, all.stream().map(Table::label).toList()).stream()
                        .toList()
                : elsewhere;
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> joined = new ArrayList<>(some);
        joined.addAll(others);
        return joined;
    }

    private boolean isMeant(Table table) {
        boolean named = schemas.isEmpty() && tables.isEmpty() || isOf(table, schemas, tables);
        return named && !isOf(table, withoutSchemas, withoutTables);
    }

    private static boolean isOf(Table table, List<String> schemas, List<String> tables) {
        return schemas.contains(table.schema()) || tables.stream().anyMatch(name -> isCalled(table, name));
    }

    private static boolean isCalled(Table table, String name) {
        return table.label().equals(name) || (table.schema() + "." + table.name()).equals(name);
    }

    /** In words that are the same for the same selection: what a killed copy's record is compared with. */
    public String words() {
        List<String> words = new ArrayList<>();
        addWords(words, "schemas", schemas);
        addWords(words, "tables", tables);
        addWords(words, "without schemas", withoutSchemas);
        addWords(words, "without tables", withoutTables);
        return words.isEmpty() ? "all tables" : String.join("; ", words);
    }

    /** As options of a command, ready for a shell: "--tables billing.invoices,orders"; empty for all tables. */
    public String options() {
        List<String> options = new ArrayList<>();
        addOption(options, "--schemas", schemas);
        addOption(options, "--tables", tables);
        addOption(options, "--without-schemas", withoutSchemas);
        addOption(options, "--without-tables", withoutTables);
        return String.join(" ", options);
    }

    private static void addOption(List<String> options, String option, List<String> names) {
        if (!names.isEmpty()) {
            String value = names.stream().distinct().sorted().collect(Collectors.joining(","));
            options.add(option + " " + (value.matches("[\\w.,-]+") ? value : ShellText.quoted(value)));
        }
    }

    private static void addWords(List<String> words, String kind, List<String> names) {
        if (!names.isEmpty()) {
            words.add(kind + " " + names.stream().distinct().sorted().collect(Collectors.joining(", ")));
        }
    }
}
