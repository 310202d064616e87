-- Ends the sessions that hold or wait for write locks on the app's tables.
SELECT count(pg_terminate_backend(pid))
  FROM (SELECT DISTINCT l.pid
          FROM pg_locks l
          JOIN pg_class c ON c.oid = l.relation
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE l.locktype = 'relation' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND l.pid <> pg_backend_pid() AND l.granted
           AND l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
                          'ExclusiveLock', 'AccessExclusiveLock')
           AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift')) AS writers;
