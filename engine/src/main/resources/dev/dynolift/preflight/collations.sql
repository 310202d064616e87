-- Collations of the server itself that something of the app names; the app's own ones come with its definitions.
SELECT DISTINCT l.collname
  FROM pg_depend d
  JOIN pg_collation l ON l.oid = d.refobjid
  JOIN pg_namespace n ON n.oid = l.collnamespace
 WHERE d.refclassid = 'pg_collation'::regclass AND n.nspname = 'pg_catalog'
   AND l.collname NOT IN ('default', 'C', 'POSIX')
 ORDER BY 1;
