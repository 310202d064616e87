-- The server and the database. The limit of connections is the least of what server, database and role allow.
SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_encoding_to_char(d.encoding) AS encoding,
       d.datcollate AS collation,
       age(d.datfrozenxid)::bigint AS transaction_age,
       (SELECT min(allowed)
          FROM (VALUES (NULLIF(d.datconnlimit, -1)),
                       ((SELECT NULLIF(r.rolconnlimit, -1) FROM pg_roles r WHERE r.rolname = session_user)),
                       (current_setting('max_connections')::int
                            - current_setting('superuser_reserved_connections')::int)) AS limits (allowed))
           AS connection_limit,
       (SELECT count(*) FROM pg_stat_activity a WHERE a.datid = d.oid AND a.pid <> pg_backend_pid()) AS connections
  FROM pg_database d
 WHERE d.datname = current_database();
