package dev.dynolift.large;

import dev.dynolift.catalog.Column;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.TableLock;
import dev.dynolift.postgres.Transactions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Copies large rows one at a time: small columns together, each large value in slices, which the target joins. So neither
 * side's driver holds more than a slice, and no message comes near the server's limit of 1 GB. Each value is compared by
 * its SHA-256 as it passed and as it was stored. A row is committed together with its mark, so it arrives exactly once.
 * Thread-safe.
 */
public final class LargeRowCopy {

    private static final SqlFile STAGE = SqlFile.of(LargeRowCopy.class, "stage.sql");

    /** Large enough that round trips do not matter, small enough for any heap. */
    private static final int SLICE = 1 << 20;

    /** In the binary form of a slice's row its bytes come behind the number of columns, two integers, and their length. */
    private static final int SLICE_BEGINS = 2 + 8 + 8 + 4;

    private final TableLock source;
    private final LongConsumer passed;

    /** @param passed told of bytes as they pass, and may make them wait */
    public LargeRowCopy(TableLock source, LongConsumer passed) {
        this.source = source;
        this.passed = passed;
    }

    /** What became of a row. */
    public enum Outcome {
        /** It is there, or another engine's transaction brings it. */
        COPIED,
        /** There is no such row any more. */
        GONE,
        /** The table was truncated or rewritten since the rows were looked up: addresses mean other rows now. */
        MOVED
    }

    /**
     * The rows of a leaf that its streams left out and that are not yet at the target. Rows that arrived before the
     * source's table was rewritten are removed, as their addresses mean nothing any more.
     *
     * @return empty when the rows of a held moment are gone, as the table was truncated or rewritten
     */
    public Optional<List<LargeRow>> pending(Session from, Session to, Table table, Leaf leaf) {
        String condition = LargeRows.leftOut(table, leaf, "").orElse("");
        if (condition.isEmpty()) {
            return Optional.of(List.of());
        }
        try {
            Leaf now = leaf.in(source.beginReading(from, leaf.quoted()));
            if (source.moment().isHeld() && now.filenode() != leaf.filenode()) {
                return Optional.empty();
            }
            forgetOtherFiles(to, now, condition);
            List<LargeRow> rows = new ArrayList<>(LargeRows.find(from, table, now));
            List<String> there = to.query(
                    "SELECT address FROM dynolift.large_row WHERE leaf_name = ?",
                    row -> row.getString(1),
                    leaf.quoted());
            rows.removeIf(row -> there.contains(row.address()));
            return Optional.of(rows);
        } finally {
            from.rollback();
        }
    }

    private static void forgetOtherFiles(Session to, Leaf leaf, String condition) {
        long others = to.number(
                "SELECT count(*) FROM dynolift.large_row WHERE leaf_name = ? AND filenode <> ?",
                leaf.quoted(),
                leaf.filenode());
        if (others > 0) {
            Transactions.run(to, () -> {
                to.execute("DELETE FROM ONLY " + leaf.quoted() + " WHERE " + condition);
                to.update("DELETE FROM dynolift.large_row WHERE leaf_name = ?", leaf.quoted());
            });
        }
    }

    /**
     * Copies a row.
     *
     * @throws DynoliftException with code DIFFERENCES when what was stored is not what was sent
     */
    public Outcome copy(Session from, Session to, LargeRow row) {
        to.begin();
        try {
            to.execute("SET LOCAL synchronous_commit = off");
            // A killed engine's transaction on the same row is waited for here.
            long marked = to.update(
                    "INSERT INTO dynolift.large_row (leaf_name, filenode, address, bytes) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    row.leaf().quoted(),
                    row.leaf().filenode(),
                    row.address(),
                    row.bytes());
            if (marked == 0) {
                to.commit();
                return Outcome.COPIED;
            }
            long filenode = source.beginReading(from, row.leaf().quoted());
            Outcome outcome = filenode != row.leaf().filenode()
                    ? Outcome.MOVED
                    : transfer(from, to, row) ? Outcome.COPIED : Outcome.GONE;
            from.commit();
            if (outcome == Outcome.COPIED) {
                to.commit();
            } else {
                to.rollback();
            }
            return outcome;
        } catch (RuntimeException e) {
            from.rollback();
            to.rollback();
            throw e;
        }
    }

    private boolean transfer(Session from, Session to, LargeRow row) {
        to.execute(STAGE.text());
        String there = " FROM ONLY " + row.leaf().quoted() + " WHERE ctid = " + Names.literal(row.address()) + "::tid";
        if (from.number("SELECT count(*)" + there) == 0) {
            return false;
        }
        List<Column> together = row.together();
        if (!together.isEmpty()) {
            stageTogether(from, to, row, there);
        }
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < row.sliced().size(); i++) {
            sent.add(stageSlices(from, to, row.sliced().get(i), i, there));
        }
        String stored = insert(to, row);
        String here = " FROM ONLY " + row.leaf().quoted() + " WHERE ctid = " + Names.literal(stored) + "::tid";
        List<Column> different = new ArrayList<>();
        for (int i = 0; i < row.sliced().size(); i++) {
            Column column = row.sliced().get(i);
            String hash = to.text("SELECT encode(sha256(" + verbatim(column) + "), 'hex')" + here);
            if (!hash.equals(sent.get(i))) {
                different.add(column);
            }
        }
        if (!together.isEmpty()) {
            String image = "SELECT md5(ROW("
                    + together.stream().map(column -> column.read("")).collect(Collectors.joining(", ")) + ")::text)";
            if (!from.text(image + there).equals(to.text(image + here))) {
                different.addAll(together);
            }
        }
        if (!different.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.DIFFERENCES,
                    "a large row of " + row.table().label() + " did not arrive as it was sent",
                    "the row at " + row.address() + " differs in "
                            + different.stream().map(Column::name).collect(Collectors.joining(", ")),
                    "Look at both servers' logs and disks before you run the same command again.");
        }
        return true;
    }

    private void stageTogether(Session from, Session to, LargeRow row, String there) {
        List<Column> together = row.together();
        String names = Names.list(together.stream().map(Column::name).toList());
        to.execute("CREATE TEMPORARY TABLE dynolift_row ON COMMIT DROP AS SELECT " + names + " FROM ONLY "
                + row.leaf().quoted() + " WITH NO DATA");
        from.copyTo(
                to,
                "SELECT " + together.stream().map(column -> column.read("")).collect(Collectors.joining(", ")) + there,
                "pg_temp.dynolift_row (" + names + ")",
                row.table().copyFormat(),
                (bytes, start, length) -> passed.accept(length));
    }

    /** Sends a value in slices and returns the hash of what passed. */
    private String stageSlices(Session from, Session to, Column column, int number, String there) {
        MessageDigest hash = sha256();
        // The value is unpacked or written out once, before it is cut: the lateral join stands behind the subquery.
        from.copyTo(
                to,
                "SELECT " + number + ", slice, substring(whole.bytes FROM slice * " + SLICE + " + 1 FOR " + SLICE + ")"
                        + " FROM (SELECT " + inMemory(column) + " AS bytes" + there + " OFFSET 0) AS whole"
                        + " CROSS JOIN LATERAL generate_series(0, octet_length(whole.bytes) / " + SLICE + ") AS slice",
                "pg_temp.dynolift_slice (value, number, part)",
                CopyFormat.BINARY,
                (bytes, start, length) -> {
                    hash.update(bytes, start + SLICE_BEGINS, length - SLICE_BEGINS);
                    passed.accept(length);
                });
        return HexFormat.of().formatHex(hash.digest());
    }

    /** Returns the new row's address. */
    private static String insert(Session to, LargeRow row) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (Column column : row.together()) {
            names.add(Names.quote(column.name()));
            values.add("small." + Names.quote(column.name()));
        }
        for (int i = 0; i < row.sliced().size(); i++) {
            Column column = row.sliced().get(i);
            String joined =
                    "(SELECT string_agg(part, ''::bytea ORDER BY number) FROM pg_temp.dynolift_slice WHERE value = " + i
                            + ")";
            names.add(Names.quote(column.name()));
            values.add(
                    column.bulk() == Column.Bulk.BYTES
                            ? joined + "::" + column.type()
                            : "convert_from(" + joined + ", getdatabaseencoding())::" + column.type());
        }
        String small = row.together().isEmpty() ? "" : " FROM pg_temp.dynolift_row AS small";
        return to.text("INSERT INTO " + row.leaf().quoted() + " (" + String.join(", ", names)
                + ") OVERRIDING SYSTEM VALUE SELECT " + String.join(", ", values) + small + " RETURNING ctid::text");
    }

    /** The bytes that a value's slices are cut from; text as the database keeps it. */
    private static String verbatim(Column column) {
        String value = Names.quote(column.name());
        return column.bulk() == Column.Bulk.BYTES
                ? value + "::bytea"
                : "convert_to(" + value + "::text, getdatabaseencoding())";
    }

    /** The same, unpacked: cutting a compressed value would unpack it for each slice. */
    private static String inMemory(Column column) {
        return column.bulk() == Column.Bulk.BYTES
                ? "CASE WHEN pg_column_compression(" + Names.quote(column.name()) + ") IS NULL THEN " + verbatim(column)
                        + " ELSE " + verbatim(column) + " || ''::bytea END"
                : verbatim(column);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
