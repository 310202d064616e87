-- Check constraints that were never checked against the rows that are there: schema, table, name, condition.
SELECT n.nspname, c.relname, k.conname, pg_get_expr(k.conbin, k.conrelid)
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'c' AND NOT k.convalidated AND k.coninhcount = 0
   AND :of_the_app
 ORDER BY 1, 2, 3;
