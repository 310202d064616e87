-- Constraints that were never checked against the rows that are there.
SELECT k.conname || ' of ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT k.convalidated AND k.conparentid = 0
   AND :of_the_app
 ORDER BY 1;
