-- Columns that hold names of objects: regclass and its like. Numbers of another database, written as names.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname)
       || ' (' || t.typname || ')'
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
   AND (t.typname ~ '^_?reg(class|collation|config|dictionary|namespace|oper|operator|proc|procedure|role|type)$'
        OR t.typname IN ('oid', '_oid'))
   AND t.oid < 16384
   AND :of_the_app
 ORDER BY 1;
