-- The roles by which people log in to a database with a token of IAM's in place of a password. Run as the database's
-- administrator, once in each instance; may be run again. For break_glass to act as the app, name the app's own role:
--
--     psql -v app=crema -f database_logins.sql
--
-- `operator` reads all tables. `break_glass` reads and writes them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'operator') THEN
    CREATE ROLE operator LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'break_glass') THEN
    CREATE ROLE break_glass LOGIN;
  END IF;
END $$;
-- RDS takes a token of IAM's from members of rds_iam, and nothing else.
GRANT rds_iam TO operator, break_glass;
GRANT pg_read_all_data, pg_monitor TO operator;
\if :{?app}
GRANT :"app" TO break_glass;
\endif
