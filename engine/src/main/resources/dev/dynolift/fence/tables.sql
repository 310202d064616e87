-- Everything that can be written to directly: ordinary tables, partitioned ones, and every partition.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence IN ('p', 'u')
   AND :of_the_app
 ORDER BY c.relispartition, c.oid;
