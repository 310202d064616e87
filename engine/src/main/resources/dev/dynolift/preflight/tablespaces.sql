-- Relations of the app outside the database's own tablespace.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' in ' || s.spcname
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_tablespace s ON s.oid = c.reltablespace
 WHERE :of_the_app
 ORDER BY 1;
