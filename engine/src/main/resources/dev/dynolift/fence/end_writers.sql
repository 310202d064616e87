-- Ends the sessions that hold write locks on a table; not an autovacuum, which has no user: we may not, and it gives way
-- by itself.
SELECT count(pg_terminate_backend(pid))
  FROM (SELECT DISTINCT pid
          FROM pg_locks
          JOIN pg_stat_activity USING (pid)
         WHERE usesysid IS NOT NULL AND locktype = 'relation' AND relation = :'table'::regclass AND granted AND pid <> pg_backend_pid()
           AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
                        'ExclusiveLock', 'AccessExclusiveLock')) AS writers;
