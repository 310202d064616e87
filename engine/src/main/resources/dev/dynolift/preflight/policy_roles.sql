-- Roles other than the owner that row-level policies of the app name, each with one of their tables.
SELECT pg_get_userbyid(role) AS name, min(quote_ident(n.nspname) || '.' || quote_ident(c.relname)) AS table_name
  FROM pg_policy p
 CROSS JOIN unnest(p.polroles) AS role
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE role <> 0
   AND role <> (SELECT datdba FROM pg_database WHERE datname = current_database())
   AND pg_get_userbyid(role) !~ '^pg_'
   AND :of_the_app
 GROUP BY 1
 ORDER BY 1;
