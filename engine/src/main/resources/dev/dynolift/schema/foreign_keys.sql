-- Foreign keys. One of or on a partitioned table cannot be added NOT VALID before PostgreSQL 18, or not be validated
-- with all its parts.
SELECT con.oid, n.nspname, t.relname, con.conname, con.convalidated,
       t.relkind = 'p' OR r.relkind = 'p' AS partitioned
  FROM pg_constraint con
  JOIN pg_class t ON t.oid = con.conrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
  JOIN pg_class r ON r.oid = con.confrelid
 WHERE con.contype = 'f';
