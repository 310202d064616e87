-- The session that holds the engine's lock, by the two halves of its key: its process, its address, since when.
SELECT a.pid, COALESCE(host(a.client_addr), ''),
       COALESCE(EXTRACT(epoch FROM clock_timestamp() - a.backend_start) * 1000, 0)::bigint
  FROM pg_locks l
  JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND l.classid::bigint = ? AND l.objid::bigint = ?
   AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database());
