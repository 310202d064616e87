-- Extensions of the source.
SELECT e.extname, e.extversion, n.nspname
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
 WHERE e.extname NOT IN ('plpgsql', 'pg_stat_statements')
 ORDER BY 1;
