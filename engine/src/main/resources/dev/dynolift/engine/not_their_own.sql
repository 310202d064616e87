-- Indexes and constraints that come and go with something else: those of primary keys, of a partition's or an heir's whole,
-- of constraints; and indexes that are not there yet, as they are being built.
SELECT 'index ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE i.indisprimary OR NOT i.indisvalid
    OR EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)
    OR EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT CASE k.contype WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key' WHEN 'x' THEN 'exclusion constraint'
                      ELSE 'check constraint' END
       || ' ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' ' || quote_ident(k.conname)
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype IN ('u', 'f', 'x', 'c') AND (k.conparentid <> 0 OR NOT k.conislocal);
