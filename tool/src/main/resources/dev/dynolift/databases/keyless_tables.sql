-- Tables without a primary key, of which the first are named; a partition has that of its table.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, count(*) OVER () AS all_of_them
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
   AND :of_the_app
 ORDER BY 1
 LIMIT 20;
