-- Foreign keys of the app: how to drop each, how to put it back, how to check it afterwards. On a partitioned table it
-- cannot come back unchecked (PostgreSQL 17 and older), so there it is checked at once.
SELECT 'foreign key' AS kind, c.conrelid::regclass::text AS table_name, c.conname AS name,
       format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS suspend,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s%s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid),
              CASE WHEN t.relkind = 'p' OR NOT c.convalidated THEN '' ELSE ' NOT VALID' END) AS restore,
       CASE WHEN t.relkind = 'p' OR NOT c.convalidated THEN ''
            ELSE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', c.conrelid::regclass, c.conname) END AS validate
  FROM pg_constraint c
  JOIN pg_class t ON t.oid = c.conrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
 WHERE c.contype = 'f' AND c.conparentid = 0
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku')
 ORDER BY c.oid;
