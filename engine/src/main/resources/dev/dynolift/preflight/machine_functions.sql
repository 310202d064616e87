-- Functions in machine code that no extension brought.
SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname)
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
 WHERE l.lanname IN ('c', 'internal')
   AND p.prokind <> 'a'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku')
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
 ORDER BY 1;
