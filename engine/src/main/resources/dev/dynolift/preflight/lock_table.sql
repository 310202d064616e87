-- How many objects the server's lock table is sized for: so many for each session that there can be, its own workers'
-- included. It takes about half as many again out of memory that nothing else has taken yet.
SELECT current_setting('max_locks_per_transaction')::bigint
       * (current_setting('max_connections')::bigint + current_setting('max_prepared_transactions')::bigint
          + COALESCE(current_setting('autovacuum_worker_slots', true), current_setting('autovacuum_max_workers'))::bigint + 1
          + current_setting('max_worker_processes')::bigint + current_setting('max_wal_senders')::bigint + 1);
