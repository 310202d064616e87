-- Tables that are being vacuumed against wraparound, which gives way to nobody, and those for which that is near.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       EXISTS (SELECT FROM pg_stat_progress_vacuum v JOIN pg_stat_activity a USING (pid)
                WHERE v.relid = c.oid AND a.query LIKE '%(to prevent wraparound)%') AS running,
       GREATEST(age(c.relfrozenxid)::float8 / current_setting('autovacuum_freeze_max_age')::float8,
                mxid_age(c.relminmxid)::float8 / current_setting('autovacuum_multixact_freeze_max_age')::float8) > 0.95
           AS near
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relfrozenxid <> 0
   AND :of_the_app
 ORDER BY 1;
