-- How far a follower is behind a position of its source's log: bytes, milliseconds since the last commit that it has
-- replayed was made, and whether somebody has stopped it. NULLs are of one that follows nobody.
SELECT coalesce(pg_wal_lsn_diff(?::pg_lsn, pg_last_wal_replay_lsn()), 1)::bigint,
       coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000, 0)::bigint,
       CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END;
