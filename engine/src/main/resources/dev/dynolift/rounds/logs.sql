-- The logs of changed keys, and what each takes on disk.
SELECT 'dynolift.' || quote_ident(c.relname), pg_total_relation_size(c.oid)
  FROM pg_class c
 WHERE c.relnamespace = to_regnamespace('dynolift') AND c.relkind = 'r' AND c.relname LIKE 'changes\_%'
 ORDER BY 1;
