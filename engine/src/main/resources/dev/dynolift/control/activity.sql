-- When an engine's sessions in this database last did something, as far as the server tells; and how far its streams are.
SELECT COALESCE(max(greatest(a.state_change, a.query_start))::text, '') || ' ' || COALESCE(sum(p.bytes_processed), 0)
  FROM pg_stat_activity a
  LEFT JOIN pg_stat_progress_copy p ON p.pid = a.pid
 WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
   AND a.application_name LIKE 'dynolift %' AND a.application_name NOT IN ('dynolift status', 'dynolift clean');
