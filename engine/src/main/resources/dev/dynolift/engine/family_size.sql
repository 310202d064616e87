-- How many bytes of rows a table has, with its partitions and heirs; none where it is not there.
WITH RECURSIVE family AS (
    SELECT to_regclass(?)::oid AS oid
    UNION ALL
    SELECT i.inhrelid FROM pg_inherits i JOIN family ON i.inhparent = family.oid
)
SELECT COALESCE(sum(pg_table_size(c.oid)), 0)::bigint FROM family JOIN pg_class c USING (oid);
