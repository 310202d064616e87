-- One number that is another one as soon as anything of the app's is made, altered or dropped that is no table, column or
-- partition: of the catalog's rows, who wrote them. Read every second, so it looks nothing up and writes nothing out.
WITH relation AS MATERIALIZED (
    SELECT c.oid
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relpersistence IN ('p', 'u')
       AND :of_the_app
), object (oid, writer, kind) AS (
    SELECT i.indexrelid, i.xmin, 1 FROM pg_index i JOIN relation r ON r.oid = i.indrelid
    UNION ALL
    SELECT c.oid, c.xmin, 2 FROM pg_constraint c JOIN relation r ON r.oid = c.conrelid
    UNION ALL
    SELECT t.oid, t.xmin, 3 FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgname NOT LIKE 'dynolift\_%'
    UNION ALL
    SELECT w.oid, w.xmin, 4 FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
    UNION ALL
    SELECT d.oid, d.xmin, 5 FROM pg_attrdef d JOIN relation r ON r.oid = d.adrelid
    UNION ALL
    SELECT s.seqrelid, s.xmin, 6 FROM pg_sequence s JOIN relation r ON r.oid = s.seqrelid
    UNION ALL
    SELECT p.oid, p.xmin, 7 FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
    UNION ALL
    -- From here on by number: what is below was made with the server.
    SELECT p.oid, p.xmin, 8 FROM pg_proc p
     WHERE p.oid >= 16384 AND p.pronamespace IS DISTINCT FROM to_regnamespace('dynolift')
    UNION ALL
    SELECT t.oid, t.xmin, 9 FROM pg_type t WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r')
    UNION ALL
    SELECT e.oid, e.xmin, 10 FROM pg_enum e
    UNION ALL
    SELECT c.oid, c.xmin, 11 FROM pg_constraint c WHERE c.contypid <> 0 AND c.oid >= 16384
    UNION ALL
    SELECT e.oid, e.xmin, 12 FROM pg_extension e
    UNION ALL
    SELECT s.oid, s.xmin, 13 FROM pg_statistic_ext s
)
SELECT count(*) || ' ' || COALESCE(sum(hash_record_extended(ROW(oid, writer, kind), 1)::numeric), 0) FROM object;
