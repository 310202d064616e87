-- Size of the largest table of the app, without indexes.
SELECT COALESCE(max(pg_table_size(c.oid)), 0) AS bytes
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r'
   AND :of_the_app;
