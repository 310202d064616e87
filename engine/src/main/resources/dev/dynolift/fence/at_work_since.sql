-- Sessions that have done something since a moment, those first whose statement names one of the tables (separated by
-- "|"). Who has written what is nowhere kept; these are the ones to ask.
SELECT a.pid, a.usename, a.application_name, COALESCE(host(a.client_addr), ''), COALESCE(a.state, ''),
       COALESCE(a.query, ''), '' AS transaction
  FROM pg_stat_activity a
 WHERE a.datname = current_database() AND a.usesysid IS NOT NULL AND a.pid <> pg_backend_pid()
   AND a.application_name NOT LIKE 'dynolift %' AND a.state_change >= :'since'::timestamptz
 ORDER BY EXISTS (SELECT FROM unnest(string_to_array(:'tables', '|')) AS written(name)
                   WHERE strpos(lower(a.query), lower(written.name)) > 0) DESC,
          a.state_change DESC
 LIMIT 5;
