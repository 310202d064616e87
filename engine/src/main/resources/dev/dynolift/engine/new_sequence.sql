-- What makes a sequence; nothing for one that an identity column brings along.
SELECT concat_ws(' ', 'CREATE SEQUENCE', quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                 'AS', format_type(s.seqtypid, NULL), 'INCREMENT', s.seqincrement, 'MINVALUE', s.seqmin,
                 'MAXVALUE', s.seqmax, 'START', s.seqstart, 'CACHE', s.seqcache, CASE WHEN s.seqcycle THEN 'CYCLE' END)
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.oid = ?
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i');
