-- Indexes, each with its table and the constraint that it serves. CREATE UNIQUE INDEX, then ADD CONSTRAINT ... USING INDEX
-- is possible for B-trees of ordinary tables that serve no exclusion and no period.
SELECT i.indexrelid, COALESCE(con.oid, 0) AS constraint_oid, n.nspname, t.relname, t.relkind,
       c.relname AS index_name, pg_get_indexdef(i.indexrelid) AS definition,
       COALESCE(con.conname, '') AS constraint_name,
       COALESCE(con.contype IN ('p', 'u') AND a.amname = 'btree', false) AS attachable,
       CASE con.contype WHEN 'p' THEN 'PRIMARY KEY' ELSE 'UNIQUE' END
           || ' USING INDEX ' || quote_ident(c.relname)
           || CASE WHEN con.condeferrable THEN ' DEFERRABLE' ELSE '' END
           || CASE WHEN con.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END AS attachment
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_am a ON a.oid = c.relam
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
  LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
 WHERE n.nspname <> 'pg_catalog' AND n.nspname !~ '^pg_toast';
