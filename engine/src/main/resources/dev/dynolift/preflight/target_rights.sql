-- What the role that will own the app's objects may do in the target database, and what our own session may.
SELECT owner, has_database_privilege(owner, current_database(), 'CREATE') AS creates_schemas,
       to_regnamespace('public') IS NOT NULL AS has_public,
       to_regnamespace('public') IS NOT NULL AND has_schema_privilege(owner, 'public', 'CREATE') AS creates_in_public,
       has_database_privilege(current_database(), 'TEMPORARY') AS temporary,
       pg_has_role(owner, 'USAGE')
           AND CASE WHEN current_setting('server_version_num')::int >= 160000 THEN pg_has_role(owner, 'SET') ELSE true END
           AS acts_as_owner
  FROM (SELECT CASE WHEN pg_has_role(datdba, 'MEMBER') THEN pg_get_userbyid(datdba) ELSE session_user END::name AS owner
          FROM pg_database WHERE datname = current_database()) AS who;
