-- Partitioned tables whose ranges are of text that a locale orders.
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
  FROM pg_partitioned_table p
  JOIN pg_class c ON c.oid = p.partrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE p.partstrat = 'r'
   AND EXISTS (SELECT FROM unnest(p.partcollation::oid[]) AS used
                 JOIN pg_collation l ON l.oid = used WHERE l.collname NOT IN ('C', 'POSIX'))
   AND :of_the_app
 ORDER BY 1;
