-- What each table and sequence of the app is, one part a line, to see whether it has changed; and how its rows are kept:
-- the number of their file, a sum over all changes of its columns, and a sum over our triggers and their log.
WITH relation AS MATERIALIZED (
    SELECT c.oid, c.relkind, c.relfilenode, c.relpartbound,
           quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence IN ('p', 'u')
       AND :of_the_app
), part (relation, position, text) AS (
    SELECT a.attrelid, a.attnum,
           concat_ws(' ', 'column', a.attnum || ':', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                     CASE WHEN a.attnotnull THEN 'NOT NULL' END, CASE WHEN a.attgenerated <> '' THEN 'GENERATED' END)
      FROM pg_attribute a
      JOIN relation r ON r.oid = a.attrelid
     WHERE r.relkind <> 'S' AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT i.indrelid, 2000,
           'primary key: ' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.position)
                                 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                                WHERE k.position <= i.indnkeyatts)
      FROM pg_index i
     WHERE i.indisprimary AND i.indrelid IN (SELECT oid FROM relation)
    UNION ALL
    SELECT i.inhrelid, 2000 + i.inhseqno,
           concat_ws(' ', 'part of:', parent.name, pg_get_expr(r.relpartbound, r.oid))
      FROM pg_inherits i
      JOIN relation r ON r.oid = i.inhrelid
      JOIN relation parent ON parent.oid = i.inhparent
), parts AS (
    SELECT relation, string_agg(text, chr(31) ORDER BY position) AS text FROM part GROUP BY relation
), touched AS (
    SELECT a.attrelid, sum(hashint8extended(a.attnum, a.xmin::text::bigint)::numeric) AS sum
      FROM pg_attribute a
      JOIN relation r ON r.oid = a.attrelid
     WHERE a.attnum > 0
     GROUP BY a.attrelid
), captured AS (
    SELECT t.tgrelid,
           sum(hashint8extended(t.oid::bigint, t.xmin::text::bigint + ascii(t.tgenabled::text))::numeric) AS sum
      FROM pg_trigger t
     WHERE t.tgname LIKE 'dynolift\_capture\_%'
     GROUP BY t.tgrelid
), log AS (
    SELECT substr(c.relname, 9) AS relation, c.oid
      FROM pg_class c
     WHERE c.relnamespace = to_regnamespace('dynolift') AND c.relkind = 'r' AND c.relname LIKE 'changes\_%'
)
SELECT r.name,
       concat_ws(chr(31), CASE r.relkind WHEN 'S' THEN 'sequence: ' WHEN 'p' THEN 'partitioned table: ' ELSE 'table: ' END || r.oid,
                 parts.text) AS definition,
       CASE r.relkind WHEN 'S' THEN ''
                      ELSE concat_ws(' ', r.relfilenode, COALESCE(touched.sum, 0),
                                     COALESCE(captured.sum, 0) || '/' || COALESCE(log.oid, 0)) END AS storage
  FROM relation r
  LEFT JOIN parts ON parts.relation = r.oid
  LEFT JOIN touched ON touched.attrelid = r.oid
  LEFT JOIN captured ON captured.tgrelid = r.oid
  LEFT JOIN log ON log.relation = r.oid::text
 ORDER BY 1;
