-- Rights on objects, a line for each object, grantee and kind of grant. owner_full: the owner has all that it has by
-- default, or is not the database's owner and so will not own the object at the target.
WITH object(kind, name, owner, acl, columns, classid, objid) AS (
    SELECT CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || format('%I.%I', n.nspname, c.relname),
           c.relowner, c.relacl, '', 'pg_class'::regclass, c.oid
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND n.nspname !~ '^pg_|^information_schema$|^dynolift$|^_heroku$'
    UNION ALL
    SELECT 'c', 'TABLE ' || format('%I.%I', n.nspname, c.relname), c.relowner, a.attacl, format(' (%I)', a.attname),
           'pg_class'::regclass, c.oid
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_|^information_schema$|^dynolift$|^_heroku$'
    UNION ALL
    SELECT 'n', format('SCHEMA %I', nspname), nspowner, nspacl, '', 'pg_namespace'::regclass, oid
      FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$|^dynolift$|^_heroku$'
    UNION ALL
    SELECT 'f', CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END
                || format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
           p.proowner, p.proacl, '', 'pg_proc'::regclass, p.oid
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname !~ '^pg_|^information_schema$|^dynolift$|^_heroku$'
    UNION ALL
    SELECT 'T', format('TYPE %I.%I', n.nspname, t.typname), t.typowner, t.typacl, '', 'pg_type'::regclass, t.oid
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE n.nspname !~ '^pg_|^information_schema$|^dynolift$|^_heroku$'
    UNION ALL
    SELECT 'F', format('FOREIGN DATA WRAPPER %I', fdwname), fdwowner, fdwacl, '', 'pg_foreign_data_wrapper'::regclass, oid
      FROM pg_foreign_data_wrapper
    UNION ALL
    SELECT 'S', format('FOREIGN SERVER %I', srvname), srvowner, srvacl, '', 'pg_foreign_server'::regclass, oid
      FROM pg_foreign_server
)
SELECT o.name,
       usual.given AS owner_full,
       COALESCE(pg_get_userbyid(NULLIF(a.grantee, 0)), '') AS grantee,
       COALESCE(a.grantee = o.owner, true) AS is_owner,
       COALESCE(string_agg(a.privilege_type || o.columns, ', ' ORDER BY a.privilege_type), '') AS privileges,
       COALESCE(a.is_grantable, false) AS grantable,
       o.kind = 'c' AS on_columns, o.classid::oid, o.objid
  FROM object o
  JOIN pg_database d ON d.datname = current_database()
 CROSS JOIN LATERAL (
       SELECT o.kind = 'c' OR o.owner <> d.datdba OR COALESCE(bool_and(EXISTS (
                  SELECT FROM aclexplode(o.acl) AS own
                   WHERE own.grantee = o.owner AND own.privilege_type = u.privilege_type)), true) AS given
         FROM aclexplode(acldefault(CASE o.kind WHEN 'c' THEN 'r' ELSE o.kind END, o.owner)) AS u
        WHERE u.grantee = o.owner) AS usual
  LEFT JOIN LATERAL (SELECT DISTINCT grantee, privilege_type, is_grantable FROM aclexplode(o.acl)) AS a ON true
 WHERE o.acl IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = o.classid AND e.objid = o.objid AND e.deptype = 'e')
 GROUP BY o.name, o.kind, o.classid, o.objid, o.owner, usual.given, a.grantee, a.is_grantable
 ORDER BY o.kind = 'c', o.name, grantee, grantable;
