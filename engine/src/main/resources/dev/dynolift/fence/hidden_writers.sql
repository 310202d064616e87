-- Sessions in the middle of a transaction that has written something and holds a lock for writing on a table of the app.
-- While a fence stands, one that it refuses is among them for an instant at most.
SELECT DISTINCT a.pid, a.usename, a.application_name, COALESCE(host(a.client_addr), ''), COALESCE(a.state, ''),
       COALESCE(a.query, ''), a.backend_xid::text AS transaction
  FROM pg_locks l
  JOIN pg_stat_activity a ON a.pid = l.pid
  JOIN pg_class c ON c.oid = l.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_backend_pid()
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
   AND a.usesysid IS NOT NULL AND a.backend_xid IS NOT NULL
   AND c.relkind IN ('r', 'p') AND c.relpersistence IN ('p', 'u')
   AND :of_the_app
 ORDER BY a.pid;
