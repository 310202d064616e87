package dev.dynolift.copy;

import dev.dynolift.catalog.BlockRange;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.Batches;
import dev.dynolift.postgres.Names;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Cuts tables into chunks, largest first, and keeps them at the target. It must be made with sizes read after the
 * starting snapshot was taken: rows that come behind the last block are then all logged.
 */
public final class ChunkPlan {

    /** 8 MiB of heap: a second or two of work, so a killed copy repeats little; measured cost against 64 MiB is nil. */
    public static final long REPEATABLE = 1024;

    /** 64 MiB of heap, for a copy that starts over anyway and must not be fast: locks and rates are held briefly. */
    public static final long BRIEF = 8192;

    /**
     * 16 GiB of heap, for a copy that starts over anyway: nearly every table goes whole, in one stream. Its rows keep their
     * order, so that indexes in that order are built without sorting, and arrive frozen. Four streams into one table of
     * 3 GB cost a tenth more in all (bench/copy, 5 GB) and were not faster on two cores; above some size they are.
     */
    public static final long ORDERED = 2_097_152;

    /** 256 KiB of heap: what a reader gets that others do not leave alone for longer. */
    private static final long SMALLEST = 32;

    private ChunkPlan() {}

    /**
     * Plans all tables anew, within the caller's transaction at the target.
     *
     * @param blocks of a chunk at most
     */
    public static void keep(Session target, Catalog source, long blocks) {
        target.execute("DELETE FROM dynolift.chunk; DELETE FROM dynolift.copied_again");
        List<Chunk> chunks = new ArrayList<>();
        List<Table> largestFirst = source.tables().stream()
                .sorted(Comparator.comparingLong(Table::bytes).reversed())
                .toList();
        for (Table table : largestFirst) {
            for (Leaf leaf : table.leaves()) {
                chunks.addAll(chunks(table, leaf, chunks.size(), blocks));
            }
        }
        insert(target, chunks);
    }

    /**
     * Plans a leaf again whose rows lie in another file now, within the caller's transaction at the target: its old chunks
     * count no more, and its rows at the target go. Who watches for writes need not be told of this file.
     *
     * @throws DynoliftException (DIFFERENCES) when the table is no more, whatever has its name now
     */
    static void keepAgain(Session source, Session target, Table table, Leaf leaf) {
        Replanned now = source
                .query(
                        "SELECT pg_relation_size(c.oid), COALESCE(pg_relation_size(NULLIF(c.reltoastrelid, 0)), 0),"
                                + " pg_relation_filenode(c.oid), quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
                                + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?",
                        row -> new Replanned(
                                new Leaf(
                                        leaf.oid(),
                                        leaf.schema(),
                                        leaf.name(),
                                        row.getLong(1),
                                        row.getLong(2),
                                        row.getLong(3)),
                                row.getString(4)),
                        leaf.oid())
                .stream()
                .findFirst()
                .orElseThrow(() -> vanished(leaf.quoted()));
        countAgain(target, leaf.quoted(), "");
        target.update("DELETE FROM dynolift.chunk WHERE leaf_name = ?", leaf.quoted());
        target.update("DELETE FROM dynolift.large_row WHERE leaf_name = ?", leaf.quoted());
        target.execute("DELETE FROM ONLY " + leaf.quoted());
        target.update(
                "UPDATE dynolift.watch SET counter = regexp_replace(counter, '[^/]*$', ?) WHERE table_name = ?",
                String.valueOf(now.leaf().filenode()),
                now.watchedAs());
        insert(target, chunks(table, now.leaf(), lastNumber(target), REPEATABLE));
    }

    /** Until the transaction ends nobody else gets it: tables may be planned again at the same time. */
    private static int lastNumber(Session target) {
        target.query("SELECT pg_advisory_xact_lock('dynolift.chunk'::regclass::oid::bigint)", row -> true);
        return (int) target.number("SELECT coalesce(max(number), 0) FROM dynolift.chunk");
    }

    /**
     * Cuts a chunk that is not copied yet in two, within the caller's transaction at the target.
     *
     * @return false when it is too small for that, or another engine is at it
     */
    static boolean halve(Session target, Chunk chunk) {
        long planned = chunk.range().end() == null
                ? chunk.leaf().bytes() / BlockRange.BLOCK_BYTES
                : chunk.range().end();
        long first = chunk.range().first();
        if (planned - first < 2 * SMALLEST || ChunkTransfer.isTaken(target, chunk)) {
            return false;
        }
        long middle = first + (planned - first) / 2;
        int number = lastNumber(target);
        target.update(
                "UPDATE dynolift.chunk SET end_block = ?, weight = weight / 2 WHERE number = ?",
                middle,
                chunk.number());
        insert(
                target,
                List.of(new Chunk(
                        number + 1,
                        chunk.table(),
                        chunk.leaf(),
                        chunk.filenode(),
                        new BlockRange(middle, chunk.range().end()),
                        chunk.weight() - chunk.weight() / 2)));
        return true;
    }

    /** Takes a table out of the plan, within the caller's transaction at the target: its rows go over otherwise. */
    public static void forget(Session target, Table table) {
        countAgain(target, "", table.quoted());
        target.update("DELETE FROM dynolift.chunk WHERE table_name = ?", table.quoted());
    }

    private static void countAgain(Session target, String leaf, String table) {
        target.execute(SqlFile.of(ChunkPlan.class, "count_again.sql")
                .with("leaf", leaf)
                .with("table", table)
                .text());
    }

    private record Replanned(Leaf leaf, String watchedAs) {}

    private static DynoliftException vanished(String name) {
        return new DynoliftException(
                ErrorCode.DIFFERENCES,
                "the source's table " + name + " was dropped during the copy",
                "what was planned to be copied is gone, and whatever has its name now is another table",
                "Begin again with an empty target when no deploy is at work.");
    }

    /** What a person is told of that. */
    static Event.Note toldOf(Table table) {
        return new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                table.label() + " was truncated or rewritten during the copy and is copied again.");
    }

    /** Whether an engine has copied chunks already. */
    public static boolean isBegun(Session target) {
        return target.yes("SELECT EXISTS (SELECT FROM dynolift.chunk WHERE copied_at IS NOT NULL)");
    }

    /** The chunks that are not copied yet. */
    static List<Chunk> pending(Session target, Catalog source) {
        Map<String, Table> tables =
                source.tables().stream().collect(Collectors.toMap(Table::quoted, Function.identity()));
        return target.query(
                "SELECT number, table_name, leaf_name, filenode, first_block, end_block, weight FROM dynolift.chunk"
                        + " WHERE copied_at IS NULL ORDER BY number",
                row -> {
                    Table table = tables.get(row.getString(2));
                    if (table == null) {
                        throw vanished(row.getString(2));
                    }
                    String leafName = row.getString(3);
                    Leaf leaf = table.leaves().stream()
                            .filter(candidate -> candidate.quoted().equals(leafName))
                            .findFirst()
                            .orElseThrow(() -> vanished(leafName));
                    return new Chunk(
                            row.getInt(1),
                            table,
                            leaf,
                            row.getLong(4),
                            new BlockRange(row.getLong(5), row.getObject(6, Long.class)),
                            row.getLong(7));
                });
    }

    /** @param numbered how many chunks come before */
    private static List<Chunk> chunks(Table table, Leaf leaf, int numbered, long chunkBlocks) {
        long blocks = leaf.bytes() / BlockRange.BLOCK_BYTES;
        // What a row holds out of line is read with it, so a chunk weighs its share of the whole.
        double outOfLine = table.bytes() == 0 || blocks == 0 || table.leaves().size() > 1
                ? 1
                : Math.max(1, (double) table.bytes() / leaf.bytes());
        List<Chunk> chunks = new ArrayList<>();
        for (BlockRange range : BlockRange.cut(leaf.bytes(), chunkBlocks)) {
            long held = Math.min(chunkBlocks, blocks - range.first());
            long weight = (long) (held * BlockRange.BLOCK_BYTES * outOfLine);
            chunks.add(new Chunk(numbered + chunks.size() + 1, table, leaf, leaf.filenode(), range, weight));
        }
        return chunks;
    }

    private static void insert(Session target, List<Chunk> chunks) {
        Batches.insert(
                target,
                "dynolift.chunk (number, table_name, leaf_name, filenode, first_block, end_block, weight)",
                chunks.stream().map(ChunkPlan::row).toList());
    }

    private static String row(Chunk chunk) {
        return "(" + chunk.number() + ", " + Names.literal(chunk.table().quoted()) + ", "
                + Names.literal(chunk.leaf().quoted()) + ", " + chunk.filenode() + ", "
                + chunk.range().first() + ", "
                + (chunk.range().end() == null ? "NULL" : chunk.range().end() + "::bigint") + ", " + chunk.weight()
                + ")";
    }
}
