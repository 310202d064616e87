package dev.dynolift.verify;

import dev.dynolift.catalog.ExtensionTable;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks whether what the app keeps in tables of extensions is at the target too. Such tables hold a few thousand rows at
 * most. A newer extension may ship as its own what was the app's, so its own rows count there.
 */
public final class ExtensionRowsComparison {

    private ExtensionRowsComparison() {}

    /** The tables in which the target lacks rows that the app has at the source. */
    public static List<ObjectDifference> compare(Session source, Session target) {
        Map<String, ExtensionTable> there = ExtensionTable.read(target).stream()
                .collect(Collectors.toMap(ExtensionTable::name, Function.identity()));
        List<ObjectDifference> differences = new ArrayList<>();
        for (ExtensionTable table : ExtensionTable.read(source)) {
            if (table.acts() || table.sequence()) {
                continue;
            }
            Set<Long> wanted = rows(source, table.ownRows());
            if (wanted.isEmpty()) {
                continue;
            }
            ExtensionTable twin = there.get(table.name());
            String what;
            if (twin == null || !twin.columnNames().containsAll(table.columnNames())) {
                what = "is not there, not alike or may not be read at the target";
            } else {
                wanted.removeAll(rows(target, "SELECT " + table.columns() + " FROM " + table.name()));
                what = "lacks " + wanted.size() + " of the app's rows";
            }
            if (!wanted.isEmpty()) {
                differences.add(new ObjectDifference(
                        ObjectDifference.EXTENSION_ROWS,
                        table.name(),
                        what + "; it belongs to " + table.extension() + ". By hand, as somebody who may write there: "
                                + table.command()));
            }
        }
        return differences;
    }

    private static Set<Long> rows(Session session, String query) {
        Set<Long> hashes = new HashSet<>();
        session.copyOut(query, CopyFormat.TEXT, (bytes, from, length) -> {
            RowsHasher hasher = new RowsHasher();
            hasher.add(bytes, from, length);
            hashes.add(hasher.digest().sum());
        });
        return hashes;
    }
}
