-- Relations that a copy made, partitions before their roots and views first, so that each DROP takes few others along.
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                      WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind,
       quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
   AND c.relpersistence <> 't'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift')
   AND n.nspname !~ '^pg_toast'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                      -- Of the relation itself: the columns of a partition key have such a row, too.
                      AND d.objsubid = 0 AND d.deptype IN ('e', 'i'))
 ORDER BY array_position('{v,m,f,r,p,S}'::"char"[], c.relkind), c.relispartition DESC, c.oid DESC;
