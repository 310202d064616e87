-- Sequences of the app, identity columns' own ones too.
SELECT n.nspname, c.relname
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S'
   AND :of_the_app
 ORDER BY n.nspname, c.relname;
