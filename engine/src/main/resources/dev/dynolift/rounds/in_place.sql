-- How a table's rows can be changed where they are, which its :key tells apart. Two rows may change places in a
-- unique index within one round; that one goes before the other, no statement can know. So `told_apart` is what any
-- further index that refuses rows depends on, and columns that no UPDATE may set; rows that differ there are removed and
-- inserted. Rules, and an index that depends on whole rows, leave no row where it is.
WITH refusing AS MATERIALIZED (
    SELECT i.*
      FROM pg_index i
     WHERE i.indrelid = :'table'::regclass AND (i.indisunique OR i.indisexclusion)
       AND NOT (i.indexprs IS NULL AND i.indpred IS NULL AND NOT i.indisexclusion
                AND (SELECT array_agg(a.attname::text ORDER BY a.attname)
                       FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
                       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                      WHERE k.position <= i.indnkeyatts)
                    = (SELECT array_agg(name ORDER BY name) FROM unnest(:key::text[]) AS name))
)
SELECT NOT EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = :'table'::regclass)
       AND NOT EXISTS (SELECT FROM refusing r WHERE concat(r.indexprs::text, r.indpred::text) LIKE '%:varattno 0 %')
           AS allowed,
       ARRAY(SELECT a.attname::text
               FROM pg_attribute a
              WHERE a.attrelid = :'table'::regclass AND a.attnum > 0 AND NOT a.attisdropped
                AND (a.attidentity = 'a' AND a.attname <> ALL (:key::text[])
                     OR EXISTS (SELECT FROM refusing r WHERE a.attnum = ANY (r.indkey::int2[]))
                     OR EXISTS (SELECT
                                  FROM refusing r
                                  JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.indexrelid
                                                  AND d.refclassid = 'pg_class'::regclass AND d.refobjid = r.indrelid
                                 WHERE d.refobjsubid = a.attnum))) AS told_apart,
       ARRAY(SELECT a.attname::text
               FROM pg_attribute a
              WHERE a.attrelid = :'table'::regclass AND a.attidentity = 'a') AS never_set;
