-- Tables of the app; partitions and foreign tables too.
SELECT count(*)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'f', 'S')
   AND :of_the_app;
