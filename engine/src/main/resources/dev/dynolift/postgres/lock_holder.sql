-- Who has a table for himself, or waits for that before us.
SELECT concat('process ', l.pid, ' (user ', a.usename, ', application "', a.application_name, '")')
  FROM pg_locks l
  LEFT JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
   AND l.relation = :'table'::regclass
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
 ORDER BY l.granted DESC
 LIMIT 1;
