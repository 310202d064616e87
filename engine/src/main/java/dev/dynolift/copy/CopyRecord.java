package dev.dynolift.copy;

import dev.dynolift.digest.RowsDigest;
import dev.dynolift.postgres.Session;
import java.util.HashMap;
import java.util.Map;

/**
 * What a copy has sent, as its marks at the target tell.
 *
 * @param byTable what went in streams, by {@code Table.quoted()}
 * @param largeRows how many rows went by themselves, by {@code Leaf.quoted()}
 * @param bytes that went over the wire
 */
public record CopyRecord(Map<String, RowsDigest> byTable, Map<String, Long> largeRows, long bytes) {

    public CopyRecord {
        byTable = Map.copyOf(byTable);
        largeRows = Map.copyOf(largeRows);
    }

    public static CopyRecord read(Session target) {
        Map<String, RowsDigest> byTable = new HashMap<>();
        long[] bytes = {0};
        target.query("SELECT table_name, rows, bytes, digest FROM dynolift.chunk WHERE copied_at IS NOT NULL", row -> {
            byTable.merge(row.getString(1), new RowsDigest(row.getLong(2), row.getLong(4)), RowsDigest::plus);
            bytes[0] += row.getLong(3);
            return true;
        });
        Map<String, Long> largeRows = new HashMap<>();
        target.query("SELECT leaf_name, count(*), sum(bytes) FROM dynolift.large_row GROUP BY 1", row -> {
            largeRows.put(row.getString(1), row.getLong(2));
            bytes[0] += row.getLong(3);
            return true;
        });
        return new CopyRecord(byTable, largeRows, bytes[0]);
    }

    public long rows() {
        long streamed = byTable.values().stream().mapToLong(RowsDigest::rows).sum();
        return streamed + largeRows.values().stream().mapToLong(Long::longValue).sum();
    }
}
