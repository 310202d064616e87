-- Rights that new objects get, and what they lose of those that PostgreSQL gives by itself: everybody's on functions and
-- types. Only entries for all schemas can take away.
WITH entry AS (
    SELECT d.defaclrole AS creator, d.defaclobjtype AS letter, d.defaclnamespace = 0 AS everywhere, d.defaclacl AS given,
           COALESCE(n.nspname, '') AS schema,
           CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' END AS kind
      FROM pg_default_acl d
      LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
     WHERE d.defaclobjtype IN ('r', 'S', 'f', 'T', 'n')
), privilege AS (
    SELECT e.creator, e.schema, e.kind, a.grantee, a.privilege_type, a.is_grantable, false AS taken
      FROM entry e
     CROSS JOIN LATERAL aclexplode(e.given) AS a
     WHERE a.grantee <> e.creator
    UNION ALL
    SELECT e.creator, e.schema, e.kind, usual.grantee, usual.privilege_type, false, true
      FROM entry e
     CROSS JOIN LATERAL aclexplode(acldefault(CASE e.letter WHEN 'S' THEN 's' ELSE e.letter END, e.creator)) AS usual
     WHERE e.everywhere
       AND NOT EXISTS (SELECT FROM aclexplode(e.given) AS a
                        WHERE a.grantee = usual.grantee AND a.privilege_type = usual.privilege_type)
)
SELECT pg_get_userbyid(creator), schema, kind, COALESCE(pg_get_userbyid(NULLIF(grantee, 0)), '') AS grantee,
       string_agg(privilege_type, ', ' ORDER BY privilege_type) AS privileges, is_grantable, taken
  FROM privilege
 GROUP BY creator, schema, kind, privilege.grantee, is_grantable, taken
 ORDER BY 1, 2, 3, 4, is_grantable, taken;
