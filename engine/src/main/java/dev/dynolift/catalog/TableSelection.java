package dev.dynolift.catalog;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tables somebody wants. Both lists are of names as people write them: "orders", "billing.orders"; a table without a
 * schema is one of {@code public}.
 */
public record TableSelection(List<String> schemas, List<String> tables) {

    /** All of them. */
    public static final TableSelection ALL = new TableSelection(List.of(), List.of());

    public TableSelection {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
    }

    public boolean isEverything() {
        return schemas.isEmpty() && tables.isEmpty();
    }

    /**
     * The tables that are meant.
     *
     * @throws DynoliftException (INPUT) with all names that match nothing
     */
    public List<Table> of(List<Table> all) {
        List<String> unknown = new ArrayList<>();
        schemas.stream()
                .filter(schema -> all.stream().noneMatch(table -> table.schema().equals(schema)))
                .forEach(unknown::add);
        tables.stream()
                .filter(name -> all.stream().noneMatch(table -> isCalled(table, name)))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the source has no table of " + String.join(", ", unknown),
                    "",
                    "Write names as they are in the database, case included; a partition comes with its table.");
        }
        return isEverything()
                ? List.copyOf(all)
                : all.stream().filter(this::isMeant).toList();
    }

    private boolean isMeant(Table table) {
        return schemas.contains(table.schema()) || tables.stream().anyMatch(name -> isCalled(table, name));
    }

    private static boolean isCalled(Table table, String name) {
        return table.label().equals(name) || (table.schema() + "." + table.name()).equals(name);
    }
}
