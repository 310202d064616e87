-- How far a copy is: what is committed, and what is in streams that are open at this moment, which may be taken back.
WITH passing AS (
    SELECT coalesce(sum(tuples_processed), 0) AS rows, coalesce(sum(bytes_processed), 0) AS bytes
      FROM pg_stat_progress_copy
     WHERE datname = current_database() AND command = 'COPY FROM'
       AND relid IN (SELECT to_regclass(leaf_name) FROM dynolift.chunk WHERE copied_at IS NULL)
), alone AS (
    SELECT count(*) AS rows, coalesce(sum(bytes), 0) AS bytes FROM dynolift.large_row
)
SELECT count(copied_at), count(*), coalesce(sum(rows), 0) + (SELECT alone.rows FROM alone),
       coalesce(sum(bytes), 0) + (SELECT alone.bytes FROM alone), coalesce(sum(weight), 0),
       (SELECT passing.rows FROM passing), (SELECT passing.bytes FROM passing)
  FROM dynolift.chunk;
