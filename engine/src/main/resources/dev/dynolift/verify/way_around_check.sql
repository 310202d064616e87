-- How to take a check constraint out of the way and put it back for new rows only: where it was declared, which is the
-- partitioned table for most constraints of a partition. Parameters: the table, the table again, the constraint's name.
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s%s', conrelid::regclass, conname, pg_get_constraintdef(oid),
              CASE WHEN convalidated THEN ' NOT VALID' ELSE '' END)
  FROM pg_constraint
 WHERE contype = 'c' AND coninhcount = 0
   AND conrelid IN (to_regclass(?)::oid, pg_partition_root(to_regclass(?))::oid)
   AND conname = ?
 LIMIT 1;
