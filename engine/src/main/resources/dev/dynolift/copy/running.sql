-- Transactions that a snapshot lists as running and that still run, but for those whose sessions sit idle in them: these
-- have not asked for their commit yet.
SELECT xid::text::bigint
  FROM pg_snapshot_xip(?::pg_snapshot) AS xid
 WHERE pg_xact_status(xid) = 'in progress'
   AND NOT EXISTS (SELECT FROM pg_stat_activity AS a
                    WHERE a.backend_xid = xid::xid AND a.state IN ('idle in transaction', 'idle in transaction (aborted)'));
