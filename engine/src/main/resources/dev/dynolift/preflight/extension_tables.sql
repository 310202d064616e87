-- Tables in which extensions keep what the app configured, each with the condition on the app's own rows: pg_dump carries
-- such rows; they are no rows of the app's tables.
SELECT e.extname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS table_name,
       COALESCE(e.extcondition[position], '') AS condition
  FROM pg_extension e
 CROSS JOIN unnest(e.extconfig) WITH ORDINALITY AS config(relation, position)
  JOIN pg_class c ON c.oid = config.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
 ORDER BY 1, 2;
