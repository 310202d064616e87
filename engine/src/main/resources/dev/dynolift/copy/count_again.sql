-- Keeps how much was copied of one relation, or of one table with its partitions, before its chunks go: it is copied again.
INSERT INTO dynolift.copied_again AS known (leaf_name, chunks, rows, bytes)
SELECT leaf_name, sum(chunks), sum(rows), sum(bytes)
  FROM (SELECT leaf_name, count(*) AS chunks, sum(rows) AS rows, sum(bytes) AS bytes
          FROM dynolift.chunk
         WHERE copied_at IS NOT NULL AND (leaf_name = :'leaf' OR table_name = :'table')
         GROUP BY leaf_name
        UNION ALL
        SELECT leaf_name, 0, count(*), sum(bytes) FROM dynolift.large_row WHERE leaf_name = :'leaf' GROUP BY leaf_name) AS gone
 GROUP BY leaf_name
    ON CONFLICT (leaf_name) DO UPDATE
   SET chunks = known.chunks + excluded.chunks, rows = known.rows + excluded.rows, bytes = known.bytes + excluded.bytes;
