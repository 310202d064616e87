-- Grants and comments of large objects as statements, and the role that a grant names. The owner's own rights come with
-- the object.
SELECT format('GRANT %s ON LARGE OBJECT %s TO %s%s', string_agg(acl.privilege_type, ', '), o.oid,
              CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END,
              CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS statement,
       CASE WHEN acl.grantee <> 0 THEN pg_get_userbyid(acl.grantee) END AS role
  FROM pg_largeobject_metadata o
 CROSS JOIN LATERAL aclexplode(o.lomacl) AS acl
 WHERE acl.grantee <> o.lomowner
 GROUP BY o.oid, acl.grantee, acl.is_grantable
UNION ALL
SELECT format('COMMENT ON LARGE OBJECT %s IS %L', d.objoid, d.description), NULL
  FROM pg_description d
 WHERE d.classoid = 'pg_largeobject'::regclass;
