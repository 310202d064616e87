-- What is set for columns of the app's tables beside their types, as objects: of each the relation, kind, name, the column
-- (facts), and what stands behind ALTER COLUMN to set it (definition), which majors print differently.
WITH setting AS (
    SELECT n.nspname, c.relname, a.attname, a.attnotnull,
           CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS expression
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE c.relkind IN ('r', 'p') AND c.relpersistence IN ('p', 'u') AND a.attnum > 0 AND NOT a.attisdropped
       AND (a.attnotnull OR d.oid IS NOT NULL)
       AND :of_the_app
)
SELECT '"' || replace(nspname, '"', '""') || '"."' || replace(relname, '"', '""') || '"' AS relation, kind,
       quote_ident(nspname) || '.' || quote_ident(relname) || '.' || quote_ident(attname) AS name,
       quote_ident(attname) AS facts, definition
  FROM setting
 CROSS JOIN LATERAL (VALUES
       ('column default', 'SET DEFAULT ' || expression),
       ('column not null', CASE WHEN attnotnull THEN 'SET NOT NULL' END)) AS told (kind, definition)
 WHERE definition IS NOT NULL
 ORDER BY kind, name;
