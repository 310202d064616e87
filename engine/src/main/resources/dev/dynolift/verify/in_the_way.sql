-- What would change rows behind a repair's back, or refuse them half-way: of the tables to be mended, how to take each
-- thing out of the way and how to put it back as it was. As a replica, the server itself keeps quiet what says nothing.
WITH mended AS (
    SELECT unnest(:'tables'::text[])::regclass AS oid
)
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS suspend,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) AS restore
  FROM pg_constraint c
 WHERE c.contype = 'f' AND c.conparentid = 0 AND NOT :as_replica
   AND (c.conrelid IN (SELECT oid FROM mended) OR c.confrelid IN (SELECT oid FROM mended))
UNION ALL
SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
       format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::regclass,
              CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
  FROM pg_trigger t
 WHERE NOT t.tgisinternal AND t.tgparentid = 0
   AND t.tgenabled IN ('A', CASE WHEN :as_replica THEN 'R' ELSE 'O' END)
   AND t.tgrelid IN (SELECT tree.relid FROM mended, pg_partition_tree(mended.oid) AS tree UNION SELECT oid FROM mended)
UNION ALL
SELECT format('ALTER TABLE %s DISABLE RULE %I', r.ev_class::regclass, r.rulename),
       format('ALTER TABLE %s ENABLE %s RULE %I', r.ev_class::regclass,
              CASE r.ev_enabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, r.rulename)
  FROM pg_rewrite r
 WHERE r.rulename <> '_RETURN' AND r.ev_enabled IN ('A', CASE WHEN :as_replica THEN 'R' ELSE 'O' END)
   AND r.ev_class IN (SELECT tree.relid FROM mended, pg_partition_tree(mended.oid) AS tree UNION SELECT oid FROM mended);
