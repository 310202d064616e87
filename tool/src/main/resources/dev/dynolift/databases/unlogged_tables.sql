-- Tables that are emptied by a crash, of which the first are named.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, count(*) OVER () AS all_of_them
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence = 'u'
   AND :of_the_app
 ORDER BY 1
 LIMIT 20;
