-- The ten largest tables and materialized views, indexes and long values with them; partitions one by one.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       pg_total_relation_size(c.oid) AS bytes,
       CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END AS estimated_rows
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm')
   AND :of_the_app
 ORDER BY 2 DESC, 1
 LIMIT 10;
