-- Transactions that a snapshot lists as running and that others do not see yet, but for those whose sessions sit idle in
-- them: these have not asked for their commit. Told by snapshots, as pg_xact_status() of servers before 14.5 may call a
-- commit done that waits for a standby still.
SELECT xid::text::bigint
  FROM pg_snapshot_xip(?::pg_snapshot) AS xid
 WHERE NOT pg_visible_in_snapshot(xid, pg_current_snapshot())
   AND NOT EXISTS (SELECT FROM pg_stat_activity AS a
                    WHERE a.backend_xid = xid::xid AND a.state IN ('idle in transaction', 'idle in transaction (aborted)'));
