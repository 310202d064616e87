-- Log rows whose transactions the snapshot :'since' did not see: all that began after it, and the few that it found
-- running. Said this way, an index finds them; however long one of those runs, what is done is not looked at again.
-- Those that are still running now are not visible here either, and come in a later round.
(transaction >= pg_snapshot_xmax(:'since'::pg_snapshot)
    OR transaction = ANY (ARRAY(SELECT pg_snapshot_xip(:'since'::pg_snapshot))))
