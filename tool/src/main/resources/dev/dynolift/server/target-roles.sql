-- RDS's master user and the app's role at AWS. Of what rds_superuser may do beyond an ordinary role, the master gets
-- what a migration needs: session_replication_role, and a look at and a hand on other sessions.
-- Run as superuser; may be run again.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aws_master') THEN
    CREATE ROLE aws_master LOGIN NOSUPERUSER CREATEDB CREATEROLE NOREPLICATION NOBYPASSRLS;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aws_app') THEN
    CREATE ROLE aws_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  END IF;
  -- Rights on parameters came with PostgreSQL 15, options of a membership with 16.
  IF current_setting('server_version_num')::int >= 150000 THEN
    EXECUTE 'GRANT SET ON PARAMETER session_replication_role TO aws_master';
  END IF;
  IF current_setting('server_version_num')::int >= 160000 THEN
    EXECUTE 'GRANT aws_app TO aws_master WITH INHERIT TRUE, SET TRUE';
  ELSE
    EXECUTE 'GRANT aws_app TO aws_master';
  END IF;
END $$;
GRANT pg_monitor, pg_signal_backend TO aws_master;
