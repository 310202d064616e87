-- Each table, materialized view and sequence in a line: its name, its rows, and a hash of their text in order. Nothing
-- of it comes from the program.
SELECT format('SELECT %L, count(*), md5(string_agg(line, E''\n'' ORDER BY line COLLATE "C"))'
              ' FROM (SELECT ROW(%s)::text AS line FROM %s %s) AS lines',
              n.nspname || '.' || c.relname,
              CASE c.relkind WHEN 'S' THEN 'last_value, is_called'
                   ELSE (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname COLLATE "C") FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) END,
              CASE c.relkind WHEN 'r' THEN 'ONLY' END,
              quote_ident(n.nspname) || '.' || quote_ident(c.relname))
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'm', 'S') AND c.relpersistence <> 't' AND c.relispopulated
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
 ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
\gexec
SELECT 'large object ' || oid, 1, md5(lo_get(oid)) FROM pg_largeobject_metadata ORDER BY oid;
