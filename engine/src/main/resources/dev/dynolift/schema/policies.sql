-- Row-level security policies, taken apart at the roles.
SELECT format('%I.%I', n.nspname, c.relname) AS on_table, p.polname,
       CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
       || CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                        WHEN 'd' THEN ' FOR DELETE' ELSE '' END AS kind,
       ARRAY(SELECT COALESCE(pg_get_userbyid(NULLIF(role, 0)), '') FROM unnest(p.polroles) AS role ORDER BY 1) AS roles,
       COALESCE(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
       || COALESCE(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS conditions,
       COALESCE(obj_description(p.oid, 'pg_policy'), '') AS comment,
       'pg_policy'::regclass::oid AS classid, p.oid AS objid
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname NOT IN ('dynolift', '_heroku')
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_policy'::regclass AND e.objid = p.oid AND e.deptype = 'e')
 ORDER BY 1, 2;
