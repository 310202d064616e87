package dev.dynolift.large;

import dev.dynolift.catalog.Column;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.CopyFormat;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Brings a large row from one server to another: small columns together, each large value in slices, which the target
 * joins. So neither side's driver holds more than a slice, and no message comes near the server's limit of 1 GB. Each value
 * is compared by its SHA-256 as it passed and as it was stored. Thread-safe.
 */
public final class LargeRowTransfer {

    private static final SqlFile STAGE = SqlFile.of(LargeRowTransfer.class, "stage.sql");

    /** Large enough that round trips do not matter, small enough for any heap. */
    private static final int SLICE = 1 << 20;

    /** In the binary form of a slice's row its bytes come behind the number of columns, two integers, and their length. */
    private static final int SLICE_BEGINS = 2 + 8 + 8 + 4;

    private final LongConsumer passed;

    /** @param passed told of bytes as they pass, and may make them wait */
    public LargeRowTransfer(LongConsumer passed) {
        this.passed = passed;
    }

    /**
     * Brings one row, in the receiver's transaction.
     *
     * @param into the table that takes it, quoted: where it lies at the source, or what that is a partition of
     * @return false when there is no such row any more
     * @throws DynoliftException with code DIFFERENCES when what was stored is not what was sent
     */
    public boolean run(Session from, Session to, LargeRow row, String into) {
        to.execute(STAGE.text());
        String there = " FROM ONLY " + row.leaf().quoted() + " WHERE ctid = " + Names.literal(row.address()) + "::tid";
        if (from.number("SELECT count(*)" + there) == 0) {
            return false;
        }
        List<Column> together = row.together();
        if (!together.isEmpty()) {
            stageTogether(from, to, row, into, there);
        }
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < row.sliced().size(); i++) {
            sent.add(stageSlices(from, to, row.sliced().get(i), i, there));
        }
        String here = insert(to, row, into);
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
                    + together.stream().map(column -> column.image("")).collect(Collectors.joining(", ")) + ")::text)";
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

    private void stageTogether(Session from, Session to, LargeRow row, String into, String there) {
        List<Column> together = row.together();
        String names = Names.list(together.stream().map(Column::name).toList());
        to.execute("DROP TABLE IF EXISTS pg_temp.dynolift_row");
        to.execute("CREATE TEMPORARY TABLE dynolift_row ON COMMIT DROP AS SELECT " + names + " FROM " + into
                + " WITH NO DATA");
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

    /** Returns where the new row is, as a statement says it. */
    private static String insert(Session to, LargeRow row, String into) {
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
            String value =
                    column.bulk() == Column.Bulk.BYTES ? joined : "convert_from(" + joined + ", getdatabaseencoding())";
            values.add(value + "::" + type(to, into, column));
        }
        String small = row.together().isEmpty() ? "" : " FROM pg_temp.dynolift_row AS small";
        return to.text("INSERT INTO " + into + " (" + String.join(", ", names) + ") OVERRIDING SYSTEM VALUE SELECT "
                + String.join(", ", values) + small
                + " RETURNING format(' FROM ONLY %s WHERE ctid = %L::tid', tableoid::regclass, ctid)");
    }

    /** The column's type as the target knows it: an extension's types may be in another schema there. */
    private static String type(Session to, String into, Column column) {
        return to.text(
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = ?::regclass AND attname = ?",
                into,
                column.name());
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
