-- The labels of each enum, in their order, with the server's numbers of them, which stay when they are renamed.
SELECT quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS name,
       string_agg(e.oid || ' ' || e.enumlabel, chr(31) ORDER BY e.enumsortorder) AS labels
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_enum e ON e.enumtypid = t.oid
 GROUP BY n.nspname, t.typname;
