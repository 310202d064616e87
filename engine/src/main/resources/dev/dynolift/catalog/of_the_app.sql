n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku') AND n.nspname !~ '^pg_'
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
