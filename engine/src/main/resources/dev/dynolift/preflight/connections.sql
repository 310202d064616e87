-- How many more sessions this role can open here, by the tightest of three limits, and which limit that is.
SELECT GREATEST(0, LEAST(server_free, role_free, database_free)) AS free,
       CASE LEAST(server_free, role_free, database_free)
           WHEN role_free THEN 'the role''s CONNECTION LIMIT'
           WHEN database_free THEN 'the database''s CONNECTION LIMIT'
           ELSE 'max_connections' END AS limited_by
  FROM (SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
               - COALESCE(current_setting('reserved_connections', true)::int, 0) - count(*) AS server_free,
               (SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user AND rolconnlimit >= 0)
               - count(*) FILTER (WHERE usename = session_user) AS role_free,
               (SELECT datconnlimit FROM pg_database WHERE datname = current_database() AND datconnlimit >= 0)
               - count(*) FILTER (WHERE datname = current_database()) AS database_free
          FROM pg_stat_activity
         WHERE usesysid IS NOT NULL AND COALESCE(backend_type, 'client backend') = 'client backend'
           AND pid <> pg_backend_pid()) AS limits;
