-- The columns that tell each table's rows apart: the primary key, else the narrowest unique index that always holds and
-- has no NULL.
SELECT DISTINCT ON (i.indrelid) i.indrelid,
       (SELECT array_agg(a.attname ORDER BY k.position)
          FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
          JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE k.position <= i.indnkeyatts) AS columns
  FROM unnest(:'tables'::oid[]) AS of (relation)
  JOIN pg_index i ON i.indrelid = of.relation
 WHERE i.indisvalid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL
   AND (i.indisprimary
        OR (i.indimmediate
            AND NOT EXISTS (SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                             WHERE k.position <= i.indnkeyatts AND NOT a.attnotnull)))
 ORDER BY i.indrelid, i.indisprimary DESC, i.indnkeyatts, i.indexrelid;
