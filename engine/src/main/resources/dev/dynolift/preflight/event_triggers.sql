-- Event triggers, and whether they are Heroku's own.
SELECT e.evtname, n.nspname = '_heroku' OR pg_get_userbyid(e.evtowner) = 'heroku_admin' AS herokus
  FROM pg_event_trigger e
  JOIN pg_proc p ON p.oid = e.evtfoid
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
 ORDER BY 1;
