-- Log rows whose transactions the snapshot :'since' did not see. Those that are still running now are not visible here
-- either, and come in a later round.
transaction >= pg_snapshot_xmin(:'since'::pg_snapshot) AND NOT pg_visible_in_snapshot(transaction, :'since'::pg_snapshot)
