package dev.dynolift.verify;

import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Table;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an app has changed at one side since both were equal, as that side's log of changed keys tells. Such rows are no
 * differences, and what they were before nobody can compare any more.
 *
 * @param atSource which side has the log
 * @param snapshot of that side, as of which both were equal
 */
public record ChangedSince(boolean atSource, String snapshot) {

    /**
     * Whether a row may have been changed, by the hash of its key as {@link RowHashes#inOrder} has it.
     *
     * @param logged a session at the moment of the side that has the log
     */
    LongPredicate of(Session logged, ComparedTable compared) {
        CapturedTable captured = new CapturedTable(compared.side(atSource));
        if (logged.yes("SELECT to_regclass(?) IS NULL", captured.log())) {
            return hash -> false;
        }
        String since = CapturedTable.pendingSince(snapshot);
        if (logged.yes("SELECT EXISTS (SELECT FROM " + captured.log() + " WHERE (emptied IS NOT NULL OR "
                + captured.keyUnknown() + ") AND " + since + ")")) {
            return hash -> true;
        }
        Set<Long> hashes = new HashSet<>(logged.query(
                "SELECT hashtextextended(" + key(compared.source(), captured) + ", 0) FROM ("
                        + captured.changedKeys(snapshot) + ") AS changed",
                row -> row.getLong(1)));
        return hashes::contains;
    }

    private static String key(Table table, CapturedTable captured) {
        if (!table.hasKey()) {
            return "md5(changed.key_1)";
        }
        List<String> inLog = captured.table().key();
        return table.key().stream()
                .map(name -> IntStream.range(0, inLog.size())
                        .filter(i -> inLog.get(i).equals(name))
                        .mapToObj(i ->
                                "changed." + Names.quote(captured.keyNames().get(i)))
                        .findFirst()
                        .orElse("NULL"))
                .collect(Collectors.joining(", ", "ROW(", ")::text"));
    }
}
