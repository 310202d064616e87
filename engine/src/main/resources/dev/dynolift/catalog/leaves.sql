-- Where the rows of partitioned tables really are: their partitions' leaves. Read without pg_partition_tree, which keeps a
-- lock on every partition until the transaction ends.
WITH RECURSIVE partition (root, relation) AS (
    SELECT root, root
      FROM unnest(:'tables'::oid[]) AS root
    UNION ALL
    SELECT partition.root, i.inhrelid
      FROM partition
      JOIN pg_inherits i ON i.inhparent = partition.relation
)
SELECT partition.root, leaf.oid, n.nspname, leaf.relname, pg_relation_size(leaf.oid) AS bytes,
       pg_relation_filenode(leaf.oid) AS filenode,
       COALESCE(pg_relation_size(NULLIF(leaf.reltoastrelid, 0)), 0) AS out_of_line_bytes,
       pg_table_size(leaf.oid) AS bytes_in_all
  FROM partition
  JOIN pg_class leaf ON leaf.oid = partition.relation
  JOIN pg_namespace n ON n.oid = leaf.relnamespace
 WHERE leaf.relkind = 'r'
 ORDER BY n.nspname, leaf.relname;
