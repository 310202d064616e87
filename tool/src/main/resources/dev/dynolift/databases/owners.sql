-- Who owns how many tables, views and sequences.
SELECT pg_get_userbyid(c.relowner), count(*)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
   AND :of_the_app
 GROUP BY 1
 ORDER BY 2 DESC, 1;
