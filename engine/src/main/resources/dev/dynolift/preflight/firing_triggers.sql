-- Triggers and rules that fire even where triggers are switched off for a session.
SELECT 'trigger ' || quote_ident(t.tgname) || ' of ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled IN ('A', 'R') AND t.tgname NOT LIKE 'dynolift\_%'
   AND :of_the_app
UNION ALL
SELECT 'rule ' || quote_ident(r.rulename) || ' of ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.ev_type <> '1' AND r.ev_enabled IN ('A', 'R')
   AND :of_the_app
 ORDER BY 1;
