-- What is out of the way: its kind, and its name behind its table's.
SELECT s.kind || ' ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' ' || quote_ident(s.name)
  FROM dynolift.suspended s
  JOIN pg_class c ON c.oid = to_regclass(s.table_name)
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE s.restored_at IS NULL;
