package dev.dynolift.verify;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Compared;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of all rows of all tables, spread over as many rounds as it needs. Its ranges are of keys, open at both
 * ends, and come from the sender's own index, never from the copy's list: what was never read is missed too. Each range
 * is compared at its round's snapshot, so a pass is exact while the app writes. Not thread-safe.
 */
public final class VerificationPass {

    /** Rows of a range: some 50 ms of hashing on either side. */
    private static final int RANGE_ROWS = 20_000;

    /** Rows of a bucket where keys have no common order and each bucket needs a scan. */
    private static final int BUCKET_ROWS = 1_000_000;

    private final List<Table> tables;
    private final EventListener events;
    private final long expectedRows;
    private final List<Difference> differences = new ArrayList<>();
    private int table;
    private @Nullable List<String> lower;
    private int bucket;
    private long rows;

    public VerificationPass(List<Table> tables, EventListener events) {
        this.tables = List.copyOf(tables);
        this.events = events;
        this.expectedRows = tables.stream().mapToLong(Table::estimatedRows).sum();
    }

    /** Compares ranges until the budget is spent or the pass is complete; at least one. */
    public void compareSome(Session sender, Session receiver, Duration budget) {
        Instant deadline = Instant.now().plus(budget);
        do {
            if (isComplete()) {
                return;
            }
            Table current = tables.get(table);
            if (isOrdered(current)) {
                compareRange(sender, receiver, current);
            } else {
                compareBucket(sender, receiver, current);
            }
            events.on(new Event.VerifyProgress(Instant.now(), current.label(), rows, Math.max(expectedRows, rows)));
        } while (Instant.now().isBefore(deadline));
    }

    public boolean isComplete() {
        return table >= tables.size();
    }

    /** Rows of the sender that were compared until now. */
    public long rows() {
        return rows;
    }

    /** How far the pass is. */
    public Compared compared() {
        return new Compared(table, tables.size(), rows, Math.max(expectedRows, rows));
    }

    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    private static boolean isOrdered(Table table) {
        return table.hasKey() && table.keyColumns().stream().allMatch(Column::orderable);
    }

    private void compareRange(Session sender, Session receiver, Table current) {
        String columns = "(" + Names.list("compared", current.key()) + ")";
        String above = lower == null ? "true" : columns + " > " + bound(current, lower);
        List<List<String>> ends = sender.query(
                "SELECT "
                        + current.key().stream()
                                .map(name -> "compared." + Names.quote(name) + "::text")
                                .collect(Collectors.joining(", "))
                        + " FROM " + current.only() + " AS compared WHERE " + above + " ORDER BY "
                        + Names.list("compared", current.key()) + " OFFSET " + (RANGE_ROWS - 1) + " LIMIT 1",
                row -> IntStream.rangeClosed(1, current.key().size())
                        .mapToObj(i -> text(row, i))
                        .toList());
        List<String> upper = ends.isEmpty() ? null : ends.get(0);
        String within = upper == null ? above : above + " AND " + columns + " <= " + bound(current, upper);
        take(RowComparison.where(sender, receiver, current, within));
        lower = upper;
        if (upper == null) {
            table++;
        }
    }

    private void compareBucket(Session sender, Session receiver, Table current) {
        long buckets = 1 + current.estimatedRows() / BUCKET_ROWS;
        String condition = buckets == 1
                ? "true"
                : "(hashtextextended(" + current.keyText("compared") + ", 1) & 1048575) % " + buckets + " = " + bucket;
        take(RowComparison.where(sender, receiver, current, condition));
        bucket++;
        if (bucket >= buckets) {
            bucket = 0;
            table++;
        }
    }

    private void take(RowComparison.Outcome outcome) {
        rows += outcome.rows();
        for (Difference difference : outcome.differences()) {
            differences.add(difference);
            events.on(new Event.DifferenceFound(
                    Instant.now(),
                    difference.table(),
                    difference.key(),
                    difference.kind().word()));
        }
    }

    private static String bound(Table table, List<String> values) {
        List<Column> columns = table.keyColumns();
        return IntStream.range(0, values.size())
                .mapToObj(i ->
                        Names.literal(values.get(i)) + "::" + columns.get(i).type())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String text(java.sql.ResultSet row, int column) {
        try {
            return row.getString(column);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
