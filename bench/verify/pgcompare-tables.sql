-- The app's tables by the name that pgCompare gives them: rows, whether they are a partition, whether they have a
-- primary key, and a whole number of the key that can spread the rows over threads.
SELECT lower(c.relname),
       (xpath('/row/n/text()',
              query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1],
       c.relispartition,
       i.indrelid IS NOT NULL,
       (SELECT min(quote_ident(a.attname)) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey::smallint[])
           AND a.atttypid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype))
  FROM pg_class c LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
 WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
 ORDER BY c.relname;
