-- Of a table: its kind, what stands behind its columns within the brackets (its primary key), and what stands behind them.
SELECT CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED TABLE' ELSE 'TABLE' END,
       COALESCE((SELECT 'CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid)
                   FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p'), ''),
       COALESCE(' PARTITION BY ' || pg_get_partkeydef(c.oid), '')
  FROM pg_class c
 WHERE c.oid = ?;
