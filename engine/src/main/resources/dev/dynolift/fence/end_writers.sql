-- Ends the sessions that hold write locks on a table.
SELECT count(pg_terminate_backend(pid))
  FROM (SELECT DISTINCT pid
          FROM pg_locks
         WHERE locktype = 'relation' AND relation = :'table'::regclass AND granted AND pid <> pg_backend_pid()
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
                        'ExclusiveLock', 'AccessExclusiveLock')) AS writers;
