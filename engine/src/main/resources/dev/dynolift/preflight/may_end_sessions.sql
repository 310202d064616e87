-- Whether we may end the sessions of other roles, when there are any.
SELECT pg_has_role('pg_signal_backend', 'USAGE')
       OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)
       OR NOT EXISTS (SELECT FROM pg_stat_activity
                       WHERE datname = current_database() AND usesysid IS NOT NULL AND usename <> session_user);
