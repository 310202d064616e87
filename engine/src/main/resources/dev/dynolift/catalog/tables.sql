-- Tables that hold the app's rows: ordinary ones and roots of partitioned ones; not the leaves, which come with their
-- roots, and not what belongs to the system, to Heroku, to an extension or to us.
SELECT c.oid, n.nspname, c.relname, c.relkind = 'p' AS partitioned,
       pg_table_size(c.oid) AS bytes,
       GREATEST(c.reltuples, 0)::bigint AS estimated_rows,
       pg_relation_filenode(c.oid) AS filenode,
       pg_relation_size(c.oid) AS heap_bytes,
       EXISTS (SELECT FROM pg_inherits i WHERE c.relkind = 'r' AND c.oid IN (i.inhrelid, i.inhparent)) AS related,
       COALESCE(pg_relation_size(NULLIF(c.reltoastrelid, 0)), 0) AS out_of_line_bytes
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND c.relpersistence IN ('p', 'u')
   AND NOT c.relispartition
   AND :of_the_app
 ORDER BY n.nspname, c.relname;
