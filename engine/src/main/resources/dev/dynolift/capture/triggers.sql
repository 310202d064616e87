-- Our triggers that are somebody's own and not cloned from a partitioned table's: on what, which, of which function, and
-- whether they fire.
SELECT t.tgrelid, t.tgrelid::regclass::text AS relation, t.tgname, p.proname, t.tgenabled = 'O' AS fires
  FROM pg_trigger t
  JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE t.tgname LIKE 'dynolift\_capture\_%' AND t.tgparentid = 0
