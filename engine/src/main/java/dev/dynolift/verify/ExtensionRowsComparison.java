package dev.dynolift.verify;

import dev.dynolift.catalog.ExtensionTable;
import dev.dynolift.digest.RowsHasher;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether what the app keeps in tables of extensions is at the target too. Such tables hold a few thousand rows at
 * most. A newer extension may ship as its own what was the app's, so its own rows count there.
 */
public final class ExtensionRowsComparison {

    private ExtensionRowsComparison() {}

    /** The tables in which the target lacks rows that the app has at the source. */
    public static List<ObjectDifference> compare(Session source, Session target) {
        Map<String, ExtensionTable> there = ExtensionTable.byName(target);
        List<ObjectDifference> differences = new ArrayList<>();
        for (ExtensionTable table : ExtensionTable.read(source)) {
            if (table.acts() || table.sequence()) {
                continue;
            }
            try {
                lack(source, table, target, there.get(table.name()))
                        .ifPresent(what -> differences.add(new ObjectDifference(
                                ObjectDifference.EXTENSION_ROWS,
                                table.name(),
                                what + "; it belongs to " + table.extension()
                                        + ". By hand, as somebody who may write there: " + table.command())));
            } catch (DatabaseException e) {
                if (e.isTransient()) {
                    throw e;
                }
                differences.add(new ObjectDifference(
                        ObjectDifference.EXTENSION_ROWS, table.name(), "could not be compared: " + e.why()));
                // The session's transaction takes no other statement now.
                return differences;
            }
        }
        return differences;
    }

    private static Optional<String> lack(
            Session source, ExtensionTable table, Session target, @Nullable ExtensionTable twin) {
        Map<Long, Integer> wanted = rows(source, table.ownRows());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        if (twin == null || !twin.columnNames().containsAll(table.columnNames())) {
            return Optional.of("is not there, not alike or may not be read at the target");
        }
        rows(target, "SELECT " + table.columns() + " FROM " + table.name())
                .forEach((row, times) ->
                        wanted.computeIfPresent(row, (same, left) -> left > times ? left - times : null));
        long missing = wanted.values().stream().mapToLong(Integer::longValue).sum();
        return missing == 0
                ? Optional.empty()
                : Optional.of("has " + missing + " of the app's rows not at all, or otherwise");
    }

    /** How many times each row is there, by its hash. */
    private static Map<Long, Integer> rows(Session session, String query) {
        Map<Long, Integer> times = new HashMap<>();
        session.copyOut(query, CopyFormat.TEXT, (bytes, from, length) -> {
            RowsHasher hasher = new RowsHasher();
            hasher.add(bytes, from, length);
            times.merge(hasher.digest().sum(), 1, Integer::sum);
        });
        return times;
    }
}
