-- What is set for columns of the app's tables beside their types, as objects: of each the relation, kind, name, the column
-- (facts), and what stands behind ALTER COLUMN to set it (definition), which majors print differently. What a partition
-- has from its whole is the whole's; an heir of the old kind may have its own, so all of its are told.
WITH setting AS (
    SELECT c.oid, c.relispartition, n.nspname, c.relname, a.attname, a.attnotnull,
           CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence IN ('p', 'u') AND a.attnum > 0 AND NOT a.attisdropped
       AND (a.attnotnull OR d.oid IS NOT NULL)
       AND :of_the_app
)
SELECT '"' || replace(s.nspname, '"', '""') || '"."' || replace(s.relname, '"', '""') || '"' AS relation, told.kind,
       quote_ident(s.nspname) || '.' || quote_ident(s.relname) || '.' || quote_ident(s.attname) AS name,
       quote_ident(s.attname) AS facts, told.definition
  FROM setting s
 CROSS JOIN LATERAL (VALUES
       ('column default', 'SET DEFAULT ' || s.expression),
       ('column not null', CASE WHEN s.attnotnull THEN 'SET NOT NULL' END)) AS told (kind, definition)
 WHERE told.definition IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_inherits i JOIN setting whole ON whole.oid = i.inhparent
                    WHERE s.relispartition AND i.inhrelid = s.oid AND whole.attname = s.attname
                      AND CASE told.kind WHEN 'column not null' THEN whole.attnotnull
                                         ELSE whole.expression IS NOT DISTINCT FROM s.expression END)
 ORDER BY told.kind, name;
