-- For each table of the app: how many rows were ever inserted, updated and deleted, and the file that they are in. A
-- session's counts arrive within seconds after its transaction, so they prove that there were writes, never that there
-- were none.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       concat_ws('/', pg_stat_get_tuples_inserted(c.oid), pg_stat_get_tuples_updated(c.oid),
                 pg_stat_get_tuples_deleted(c.oid), pg_relation_filenode(c.oid)) AS counter
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relpersistence IN ('p', 'u')
   AND :of_the_app
 ORDER BY 1;
