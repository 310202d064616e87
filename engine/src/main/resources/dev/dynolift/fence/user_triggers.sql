-- Triggers of the app that would fire at our writes.
SELECT 'trigger' AS kind, t.tgrelid::regclass::text AS table_name, t.tgname AS name,
       format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname) AS suspend,
       format('ALTER TABLE %s ENABLE %sTRIGGER %I', t.tgrelid::regclass,
              CASE t.tgenabled WHEN 'A' THEN 'ALWAYS ' ELSE '' END, t.tgname) AS restore,
       '' AS validate
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled IN ('O', 'A') AND t.tgname NOT LIKE 'dynolift\_%'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku')
 ORDER BY t.oid;
