-- Columns in their order, the types written so that they mean the same with any search_path. A type is plain when its
-- binary form is the same on every server: built in, or an enum, which travels as its label. As a key, a value of any
-- other type or collation is compared as text: its own equality may take different values for equal.
SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS generated,
       (t.oid < 16384 OR t.typtype = 'e') AS plain,
       NOT (t.oid < 16384 AND a.attcollation IN (0, t.typcollation) OR t.typtype = 'e') AS compared_as_text,
       t.typname IN ('int2', 'int4', 'int8', 'uuid', 'date', 'timestamp', 'timestamptz', 'numeric', 'bool') AS orderable
  FROM pg_attribute a
  JOIN pg_type t ON t.oid = a.atttypid
 WHERE a.attrelid = :'table_oid'::oid AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attnum;
