-- Where the rows of a table really are: its partitions' leaves, or the table itself.
SELECT leaf.oid, n.nspname, leaf.relname, pg_relation_size(leaf.oid) AS bytes,
       pg_relation_filenode(leaf.oid) AS filenode,
       COALESCE(pg_relation_size(NULLIF(leaf.reltoastrelid, 0)), 0) AS out_of_line_bytes
  FROM pg_partition_tree(:'table_oid'::oid::regclass) AS tree
  JOIN pg_class leaf ON leaf.oid = tree.relid
  JOIN pg_namespace n ON n.oid = leaf.relnamespace
 WHERE tree.isleaf AND leaf.relkind = 'r'
 ORDER BY n.nspname, leaf.relname;
