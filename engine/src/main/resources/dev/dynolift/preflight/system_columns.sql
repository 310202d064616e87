-- Columns of PostgreSQL's own views and tables that views of the app read.
SELECT DISTINCT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS view_name,
       sn.nspname AS system_schema, s.relname AS system_view, a.attname AS column_name
  FROM pg_depend d
  JOIN pg_rewrite r ON r.oid = d.objid
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class s ON s.oid = d.refobjid
  JOIN pg_namespace sn ON sn.oid = s.relnamespace
  JOIN pg_attribute a ON a.attrelid = s.oid AND a.attnum = d.refobjsubid
 WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
   AND sn.nspname IN ('pg_catalog', 'information_schema')
   AND :of_the_app
 ORDER BY 1, 2, 3, 4;
