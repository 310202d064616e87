-- The owner of a database at Heroku: one step below superuser, no replication, no other roles.
-- Run as superuser; may be run again.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'heroku_owner') THEN
    CREATE ROLE heroku_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  END IF;
END $$;
GRANT pg_monitor, pg_read_all_settings, pg_read_all_stats, pg_signal_backend TO heroku_owner;
