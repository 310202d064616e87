package dev.dynolift.cli;

import dev.dynolift.catalog.TableSelection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which tables a command is about. */
final class TableOptions {

    @Option(
            names = "--tables",
            paramLabel = "NAME",
            split = ",",
            description = "These only, with what belongs to them: orders,billing.invoices")
    List<String> tables = new ArrayList<>();

    @Option(names = "--schemas", paramLabel = "NAME", split = ",", description = "All tables of these schemas.")
    List<String> schemas = new ArrayList<>();

    @Option(names = "--without-tables", paramLabel = "NAME", split = ",", description = "All but these.")
    List<String> withoutTables = new ArrayList<>();

    @Option(names = "--without-schemas", paramLabel = "NAME", split = ",", description = "No table of these schemas.")
    List<String> withoutSchemas = new ArrayList<>();

    TableSelection selection() {
        return new TableSelection(schemas, tables, withoutSchemas, withoutTables);
    }
}
