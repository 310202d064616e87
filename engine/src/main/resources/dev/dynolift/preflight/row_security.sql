-- Tables whose policies hide rows from us.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND row_security_active(c.oid)
   AND :of_the_app
 ORDER BY 1;
