-- One number that is another one as soon as anything that definitions.sql tells is another: of the catalog's rows, who
-- wrote them. Read in each round, so it looks nothing up and writes nothing out.
WITH relation AS MATERIALIZED (
    SELECT c.oid
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence IN ('p', 'u')
       AND :of_the_app
)
SELECT concat_ws(' ',
    (SELECT sum(hash_record_extended(ROW(c.oid, c.relname, c.relnamespace, c.relkind, c.relfilenode), 1)::numeric)
       FROM pg_class c JOIN relation USING (oid)),
    (SELECT sum(hash_record_extended(ROW(a.attrelid, a.attnum, a.xmin), 2)::numeric)
       FROM pg_attribute a JOIN relation ON oid = a.attrelid WHERE a.attnum > 0),
    (SELECT sum(hash_record_extended(ROW(i.indexrelid, i.indrelid, i.indkey::text), 3)::numeric)
       FROM pg_index i JOIN relation ON oid = i.indrelid WHERE i.indisprimary),
    (SELECT sum(hash_record_extended(ROW(i.inhrelid, i.inhparent, i.xmin), 4)::numeric)
       FROM pg_inherits i JOIN relation ON oid = i.inhrelid),
    (SELECT sum(hash_record_extended(ROW(t.oid, t.tgenabled, t.xmin), 5)::numeric)
       FROM pg_trigger t WHERE t.tgname LIKE 'dynolift\_capture\_%'),
    (SELECT sum(hash_record_extended(ROW(c.oid, c.relname), 6)::numeric)
       FROM pg_class c WHERE c.relnamespace = to_regnamespace('dynolift') AND c.relname LIKE 'changes\_%'));
