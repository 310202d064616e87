-- Foreign tables, and whether they are partitions.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, c.relispartition AS partition
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'f'
   AND :of_the_app
 ORDER BY 1;
