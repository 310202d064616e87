-- Rights that new objects get.
SELECT pg_get_userbyid(d.defaclrole), COALESCE(n.nspname, ''),
       CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                            WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' END AS kind,
       COALESCE(pg_get_userbyid(NULLIF(a.grantee, 0)), '') AS grantee,
       string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) AS privileges, a.is_grantable
  FROM pg_default_acl d
  LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
 CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
 WHERE a.grantee <> d.defaclrole AND d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
 GROUP BY d.defaclrole, n.nspname, d.defaclobjtype, a.grantee, a.is_grantable
 ORDER BY 1, 2, 3, 4, a.is_grantable;
