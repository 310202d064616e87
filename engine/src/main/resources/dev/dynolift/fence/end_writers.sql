-- Ends the sessions that hold write locks on a table, and tells whose they are; not an autovacuum, which has no user: we
-- may not, and it gives way by itself.
SELECT pid, usename, application_name, COALESCE(host(client_addr), ''), COALESCE(state, ''), COALESCE(query, ''),
       '' AS transaction, pg_terminate_backend(pid)
  FROM (SELECT DISTINCT pid
          FROM pg_locks
         WHERE locktype = 'relation' AND relation = :'table'::regclass AND granted AND pid <> pg_backend_pid()
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
                        'ExclusiveLock', 'AccessExclusiveLock')) AS writers
  JOIN pg_stat_activity USING (pid)
 WHERE usesysid IS NOT NULL
 ORDER BY pid;
