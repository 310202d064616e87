-- What a database holds already: relations, functions, types, large objects.
SELECT name
  FROM (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
           AND :of_the_app
        UNION
        SELECT 'function ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift') AND n.nspname !~ '^pg_'
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION
        SELECT 'type ' || quote_ident(n.nspname) || '.' || quote_ident(t.typname)
          FROM pg_type t
          JOIN pg_namespace n ON n.oid = t.typnamespace
         WHERE t.typtype IN ('e', 'd', 'r')
           AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift') AND n.nspname !~ '^pg_'
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
        UNION
        SELECT 'large object ' || oid FROM pg_largeobject_metadata) AS present
 ORDER BY name;
