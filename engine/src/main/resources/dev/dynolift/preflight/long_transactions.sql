-- Transactions of others that have been open for long: how many, and the age of the oldest.
SELECT count(*) AS transactions, date_trunc('second', max(clock_timestamp() - xact_start))::text AS oldest,
       count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS idle
  FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND usesysid IS NOT NULL
   AND application_name NOT LIKE 'dynolift %'
   AND xact_start < clock_timestamp() - make_interval(secs => :seconds);
