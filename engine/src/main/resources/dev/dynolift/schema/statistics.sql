-- Extended statistics: they must be there before ANALYZE.
SELECT s.oid, n.nspname, t.relname
  FROM pg_statistic_ext s
  JOIN pg_class t ON t.oid = s.stxrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace;
