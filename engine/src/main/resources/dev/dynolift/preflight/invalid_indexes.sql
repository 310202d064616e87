-- Indexes that CREATE INDEX CONCURRENTLY left behind unfinished.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT i.indisvalid AND c.relkind = 'i'
   AND :of_the_app
 ORDER BY 1;
