-- Indexes, attachments of indexes, key constraints and foreign keys that there are, by the kinds and names that pg_dump gives
-- them; and how the server writes an index out.
SELECT 'INDEX' AS kind, n.nspname || '.' || c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
UNION ALL
SELECT 'INDEX ATTACH', n.nspname || '.' || c.relname, ''
  FROM pg_inherits h
  JOIN pg_class c ON c.oid = h.inhrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('i', 'I')
UNION ALL
SELECT CASE k.contype WHEN 'f' THEN 'FK CONSTRAINT' ELSE 'CONSTRAINT' END, n.nspname || '.' || t.relname || ' ' || k.conname,
       CASE WHEN k.contype <> 'f' THEN pg_get_indexdef(k.conindid) ELSE '' END
  FROM pg_constraint k
  JOIN pg_class t ON t.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
 WHERE k.contype IN ('p', 'u', 'x', 'f') AND n.nspname !~ '^pg_';
