-- Tables and sequences in which extensions keep what the app configured, each with the condition on the app's own rows.
-- pg_dump carries such rows; they are no rows of the app's tables.
SELECT e.extname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       COALESCE(e.extcondition[position], '') AS condition, c.relkind = 'S' AS sequence,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
          FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
  FROM pg_extension e
 CROSS JOIN unnest(e.extconfig) WITH ORDINALITY AS config(relation, position)
  JOIN pg_class c ON c.oid = config.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'S') AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
 ORDER BY 1, 2;
