-- What each table and sequence of the app is, in one line, to see whether it has changed.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
       concat_ws(' ', c.oid,
           (SELECT string_agg(concat_ws(' ', a.attnum, quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                                        a.attnotnull, a.attgenerated), ', ' ORDER BY a.attnum)
              FROM pg_attribute a
             WHERE c.relkind <> 'S' AND a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
           (SELECT 'key ' || i.indkey::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)) AS definition
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'S') AND c.relpersistence IN ('p', 'u')
   AND :of_the_app
 ORDER BY 1;
