-- Columns of tables in their order, the types written so that they mean the same with any search_path. A type is plain when equal
-- values are equal bytes in binary form on every server, whatever its major: then rows travel in binary and are hashed
-- as they pass. As a key, a value of any other than a built-in type or collation is compared as text: its own equality
-- may take different values for equal.
WITH RECURSIVE travels_as_text (type, reason) AS (VALUES
    ('regproc', 'an OID, and that is another one there'), ('regprocedure', 'an OID'), ('regoper', 'an OID'),
    ('regoperator', 'an OID'), ('regclass', 'an OID'), ('regtype', 'an OID'), ('regrole', 'an OID'),
    ('regnamespace', 'an OID'), ('regcollation', 'an OID'), ('regconfig', 'an OID'), ('regdictionary', 'an OID'),
    ('aclitem', 'has no binary form'),
    ('int2vector', 'its binary form is not taken back when it is empty'),
    ('oidvector', 'its binary form is not taken back when it is empty'),
    ('tsquery', 'its binary form is not taken back when it is empty'),
    ('xml', 'sent and received with an encoding that was not in the value; as text it goes verbatim')
), travels_in_binary (extension, type, reason) AS (VALUES
    ('citext', 'citext', 'that of text'),
    ('hstore', 'hstore', 'counted keys and values, the same since 9.0'),
    ('ltree', 'ltree', 'a version and the text'), ('ltree', 'lquery', 'a version and the text'),
    ('ltree', 'ltxtquery', 'a version and the text'),
    ('cube', 'cube', 'a header and float8s')
    -- Not here, though they have binary forms: vector and geometry, until a test has seen them pass between majors.
    -- Types without a binary form (isn, seg and others) need no mention.
), of_tables AS MATERIALIZED (
    SELECT a.*
      FROM unnest(:'tables'::oid[]) AS of (relation)
      JOIN pg_attribute a ON a.attrelid = of.relation
     WHERE a.attnum > 0 AND NOT a.attisdropped
), part (whole, type, oid_is_sent) AS (
    SELECT DISTINCT a.atttypid, a.atttypid, false
      FROM of_tables a
    UNION
    SELECT part.whole, inner_part.type, inner_part.oid_is_sent
      FROM part
      JOIN pg_type t ON t.oid = part.type
     CROSS JOIN LATERAL (
               SELECT t.typbasetype, false WHERE t.typtype = 'd'
               UNION ALL
               SELECT t.typelem, true WHERE t.typelem <> 0 AND t.typsend = 'array_send'::regproc
               UNION ALL
               SELECT a.atttypid, true
                 FROM pg_attribute a
                WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
               UNION ALL
               SELECT r.rngsubtype, false FROM pg_range r WHERE r.rngtypid = t.oid
               UNION ALL
               SELECT r.rngtypid, false FROM pg_range r WHERE r.rngmultitypid = t.oid
           ) AS inner_part (type, oid_is_sent)
), not_plain AS (
    SELECT part.whole
      FROM part
      JOIN pg_type t ON t.oid = part.type
     WHERE t.typsend = 0
        -- Below are those whose OIDs are the same in every database of every major.
        OR part.oid_is_sent AND t.oid >= 10000
        OR t.oid < 16384 AND t.typname IN (SELECT type FROM travels_as_text)
        OR t.oid >= 16384 AND t.typtype = 'b' AND t.typsend <> 'array_send'::regproc
           AND NOT EXISTS (SELECT FROM pg_depend d
                             JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
                             JOIN travels_in_binary b ON b.extension = e.extname AND b.type = t.typname
                            WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
)
SELECT a.attrelid, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attgenerated <> '' AS generated,
       -- In other encodings a text's binary form is converted on its way, and bytes that mean nothing cannot be.
       getdatabaseencoding() = 'UTF8' AND a.atttypid NOT IN (SELECT whole FROM not_plain) AS plain,
       NOT (t.oid < 16384 AND a.attcollation IN (0, t.typcollation) OR t.typtype = 'e') AS compared_as_text,
       t.typname IN ('int2', 'int4', 'int8', 'uuid', 'date', 'timestamp', 'timestamptz', 'numeric', 'bool') AS orderable,
       -- How its size is known: that of bytes and texts without unpacking them.
       CASE WHEN t.typlen <> -1 OR a.attstorage = 'p' OR t.oid IN ('numeric'::regtype, 'inet'::regtype, 'cidr'::regtype)
                 OR t.oid IN ('varchar'::regtype, 'bpchar'::regtype) AND a.atttypmod BETWEEN 0 AND 10000 THEN 'FIXED'
            WHEN COALESCE(NULLIF(t.typbasetype, 0), t.oid) = 'bytea'::regtype THEN 'BYTES'
            WHEN t.typcategory = 'S' AND (t.oid < 16384 OR t.typtype = 'd' OR t.typname = 'citext') THEN 'TEXT'
            ELSE 'STRUCTURE' END AS bulk
  FROM of_tables a
  JOIN pg_type t ON t.oid = a.atttypid
 ORDER BY a.attrelid, a.attnum;
