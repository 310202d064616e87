-- Roles beside our own that have rights on something of the app.
SELECT DISTINCT pg_get_userbyid(grantee)
  FROM (SELECT (aclexplode(c.relacl)).grantee
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE :of_the_app
        UNION
        SELECT (aclexplode(a.attacl)).grantee
          FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE :of_the_app
        UNION
        SELECT (aclexplode(p.proacl)).grantee
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku')
           AND NOT EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION
        SELECT (aclexplode(n.nspacl)).grantee
          FROM pg_namespace n
         WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku') AND n.nspname !~ '^pg_'
        UNION
        SELECT (aclexplode(d.defaclacl)).grantee FROM pg_default_acl d) AS rights
 WHERE grantee <> 0 AND pg_get_userbyid(grantee) <> session_user AND pg_get_userbyid(grantee) !~ '^(pg_|rds|heroku_admin$)'
   AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = grantee)
 ORDER BY 1;
