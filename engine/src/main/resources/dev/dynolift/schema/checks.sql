-- CHECK constraints of tables and domains that call the app's own functions. Such a function may read a table that is
-- not filled yet, so the constraint waits for all rows. Parents come before those who inherit from them.
SELECT con.contypid <> 0 AS of_domain,
       COALESCE(t.nspname, d.nspname), COALESCE(t.relname, d.typname), con.conname,
       regexp_replace(pg_get_constraintdef(con.oid), ' NOT VALID$', '') AS definition, con.convalidated,
       COALESCE(obj_description(con.oid, 'pg_constraint'), '') AS comment, con.oid
  FROM pg_constraint con
  LEFT JOIN (SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace) AS t
         ON t.oid = con.conrelid
  LEFT JOIN (SELECT y.oid, n.nspname, y.typname FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace) AS d
         ON d.oid = con.contypid
 WHERE con.contype = 'c' AND con.conislocal AND con.convalidated
   AND COALESCE(t.nspname, d.nspname) NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku')
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid IN (con.conrelid, con.contypid) AND e.objid <> 0
                      AND e.deptype = 'e')
   AND EXISTS (SELECT FROM pg_depend f
                 JOIN pg_proc p ON p.oid = f.refobjid
                 JOIN pg_language l ON l.oid = p.prolang
                WHERE f.classid = 'pg_constraint'::regclass AND f.objid = con.oid
                  AND f.refclassid = 'pg_proc'::regclass AND l.lanname NOT IN ('c', 'internal'))
 ORDER BY con.oid;
