-- Settings of the target that make loading slow or end it.
SELECT pg_size_bytes(current_setting('max_wal_size')) AS max_wal_size,
       CASE current_setting('temp_file_limit') WHEN '-1' THEN -1
            ELSE pg_size_bytes(current_setting('temp_file_limit')) END AS temp_file_limit,
       current_setting('synchronous_standby_names') AS synchronous_standbys,
       current_setting('log_statement') AS log_statement;
