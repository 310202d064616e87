-- What the app's tables and materialized views take with their indexes.
SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0) AS bytes
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
   AND :of_the_app;
