-- Schemas of the app that have to be created; not those that hold extensions, which may be there before.
SELECT n.nspname
  FROM pg_namespace n
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'public', 'dynolift', '_heroku') AND n.nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
   AND NOT EXISTS (SELECT FROM pg_extension e WHERE e.extnamespace = n.oid)
 ORDER BY 1;
