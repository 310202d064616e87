-- How far a copy is: what is committed, and what is in streams that are open at this moment.
SELECT count(copied_at), count(*),
       coalesce(sum(rows), 0) + (SELECT count(*) FROM dynolift.large_row)
       + (SELECT coalesce(sum(tuples_processed), 0) FROM pg_stat_progress_copy
           WHERE datname = current_database() AND command = 'COPY FROM'
             AND relid IN (SELECT to_regclass(leaf_name) FROM dynolift.chunk WHERE copied_at IS NULL)),
       coalesce(sum(bytes), 0) + (SELECT coalesce(sum(bytes), 0) FROM dynolift.large_row)
       + (SELECT coalesce(sum(bytes_processed), 0) FROM pg_stat_progress_copy
           WHERE datname = current_database() AND command = 'COPY FROM'
             AND relid IN (SELECT to_regclass(leaf_name) FROM dynolift.chunk WHERE copied_at IS NULL)),
       coalesce(sum(weight), 0)
  FROM dynolift.chunk;
