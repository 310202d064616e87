-- The columns that tell a table's rows apart: the primary key, else the narrowest unique index that always holds and
-- has no NULL.
SELECT i.indexrelid,
       (SELECT array_agg(a.attname ORDER BY k.position)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE k.position <= i.indnkeyatts) AS columns
  FROM pg_index i
 WHERE i.indrelid = :'table_oid'::oid
   AND i.indisvalid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
   AND (i.indisprimary
        OR (i.indimmediate
            AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                             WHERE k.position <= i.indnkeyatts AND NOT a.attnotnull)))
 ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid
 LIMIT 1;
