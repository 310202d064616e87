-- What a name that is no table's belongs to: of each relation so called, what it is, and the table that it is a part of.
SELECT CASE WHEN c.relispartition THEN 'a partition'
            WHEN c.relkind = 'v' THEN 'a view' WHEN c.relkind = 'm' THEN 'a materialized view'
            WHEN c.relkind = 'f' THEN 'a foreign table' WHEN c.relkind = 'S' THEN 'a sequence'
            WHEN c.relkind IN ('i', 'I') THEN 'an index' END AS kind,
       CASE WHEN t.relname IS NULL THEN '' WHEN s.nspname = 'public' THEN t.relname
            ELSE s.nspname || '.' || t.relname END AS of_table
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_class t ON t.oid = coalesce(i.indrelid, CASE WHEN c.relispartition THEN pg_partition_root(c.oid) END)
  LEFT JOIN pg_namespace s ON s.oid = t.relnamespace
 WHERE (n.nspname || '.' || c.relname = :'name' OR n.nspname = 'public' AND c.relname = :'name')
   AND (c.relispartition OR c.relkind IN ('v', 'm', 'f', 'S', 'i', 'I'));
