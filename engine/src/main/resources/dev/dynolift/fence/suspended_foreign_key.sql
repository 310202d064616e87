-- A foreign key that is out of the way, by its table's name and its own.
SELECT s.number
  FROM dynolift.suspended s
  JOIN pg_class c ON c.oid = to_regclass(s.table_name)
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE s.kind = 'foreign key' AND s.restored_at IS NULL
   AND quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' ' || quote_ident(s.name) = ?;
