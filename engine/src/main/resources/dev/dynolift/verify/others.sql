-- What the app has beside relations: functions, types, schemas and the rarer kinds, in the columns of relations.sql.
WITH app_schema AS (
    SELECT oid, quote_ident(nspname) || '.' AS prefix, nspname
      FROM pg_namespace
     WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'dynolift', '_heroku', 'heroku_ext')
       AND nspname !~ '^pg_'
), of_extension AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
)
SELECT NULL AS relation, 'schema' AS kind, quote_ident(s.nspname) AS name, '' AS facts, NULL AS definition FROM app_schema s
UNION ALL
SELECT NULL, 'extension', quote_ident(e.extname), '', NULL
  FROM pg_extension e WHERE e.extname NOT IN ('plpgsql', 'pg_stat_statements')
UNION ALL
SELECT NULL, CASE p.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window function' END,
       s.prefix || quote_ident(p.proname) || '('
           || regexp_replace(pg_get_function_identity_arguments(p.oid), '(heroku_ext|public)\.', '', 'g') || ')',
       concat_ws('; ', 'returns ' || regexp_replace(pg_get_function_result(p.oid), '(heroku_ext|public)\.', '', 'g'),
           l.lanname, 'volatility ' || p.provolatile::text, CASE WHEN p.proisstrict THEN 'strict' END,
           CASE WHEN p.prosecdef THEN 'security definer' END, 'parallel ' || p.proparallel::text,
           CASE WHEN p.proleakproof THEN 'leakproof' END, 'settings ' || p.proconfig::text,
           'body ' || md5(p.prosrc)),
       CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END
  FROM pg_proc p
  JOIN app_schema s ON s.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
 WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM of_extension)
   -- A range type makes its functions itself.
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
UNION ALL
SELECT NULL, CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite type' WHEN 'r' THEN 'range type'
                      ELSE 'type' END,
       s.prefix || quote_ident(t.typname),
       CASE t.typtype
           WHEN 'e' THEN (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                            FROM pg_enum e WHERE e.enumtypid = t.oid)
           WHEN 'd' THEN concat_ws('; ', format_type(t.typbasetype, t.typtypmod), CASE WHEN t.typnotnull THEN 'not null' END,
                            CASE WHEN t.typdefault IS NOT NULL THEN 'default' END)
           WHEN 'c' THEN (SELECT string_agg(quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod), ', '
                                            ORDER BY a.attnum)
                            FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
           WHEN 'r' THEN (SELECT format_type(g.rngsubtype, NULL) FROM pg_range g WHERE g.rngtypid = t.oid)
           ELSE '' END,
       NULL
  FROM pg_type t
  JOIN app_schema s ON s.oid = t.typnamespace
 WHERE ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM of_extension)
   AND t.typtype IN ('b', 'e', 'd', 'c', 'r') AND t.typcategory <> 'A'
   AND (t.typtype <> 'c' OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
UNION ALL
SELECT NULL, 'domain constraint', s.prefix || quote_ident(t.typname) || ' ' || quote_ident(c.conname),
       CASE WHEN c.convalidated THEN 'validated' ELSE 'not validated' END, pg_get_constraintdef(c.oid)
  FROM pg_constraint c
  JOIN pg_type t ON t.oid = c.contypid
  JOIN app_schema s ON s.oid = t.typnamespace
 WHERE c.contype = 'c' AND ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'collation', s.prefix || quote_ident(o.collname),
       concat_ws('; ', 'provider ' || o.collprovider::text, CASE WHEN NOT o.collisdeterministic THEN 'not deterministic' END), NULL
  FROM pg_collation o
  JOIN app_schema s ON s.oid = o.collnamespace
 WHERE ('pg_collation'::regclass, o.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'text search configuration', s.prefix || quote_ident(g.cfgname), '', NULL
  FROM pg_ts_config g
  JOIN app_schema s ON s.oid = g.cfgnamespace
 WHERE ('pg_ts_config'::regclass, g.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'text search dictionary', s.prefix || quote_ident(g.dictname), coalesce(g.dictinitoption, ''), NULL
  FROM pg_ts_dict g
  JOIN app_schema s ON s.oid = g.dictnamespace
 WHERE ('pg_ts_dict'::regclass, g.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'operator', s.prefix || o.oprname || ' (' || format_type(o.oprleft, NULL) || ', ' || format_type(o.oprright, NULL) || ')',
       'calls ' || o.oprcode, NULL
  FROM pg_operator o
  JOIN app_schema s ON s.oid = o.oprnamespace
 WHERE ('pg_operator'::regclass, o.oid) NOT IN (SELECT classid, objid FROM of_extension)
   -- One that calls nothing is a name that another operator mentions (as its negator), and may be left over.
   AND o.oprcode <> 0
UNION ALL
SELECT NULL, 'operator class', s.prefix || quote_ident(o.opcname) || ' ' || m.amname, format_type(o.opcintype, NULL), NULL
  FROM pg_opclass o
  JOIN app_schema s ON s.oid = o.opcnamespace
  JOIN pg_am m ON m.oid = o.opcmethod
 WHERE ('pg_opclass'::regclass, o.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'comment', s.prefix || quote_ident(p.proname) || '('
           || regexp_replace(pg_get_function_identity_arguments(p.oid), '(heroku_ext|public)\.', '', 'g') || ')',
       md5(d.description), NULL
  FROM pg_description d
  JOIN pg_proc p ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid
  JOIN app_schema s ON s.oid = p.pronamespace
 WHERE ('pg_proc'::regclass, p.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
SELECT NULL, 'comment', s.prefix || quote_ident(t.typname), md5(d.description), NULL
  FROM pg_description d
  JOIN pg_type t ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid
  JOIN app_schema s ON s.oid = t.typnamespace
 WHERE ('pg_type'::regclass, t.oid) NOT IN (SELECT classid, objid FROM of_extension)
UNION ALL
-- One at most: whose contents are the copy's to compare.
SELECT NULL, 'large objects', '(all)', count(*)::text, NULL FROM pg_largeobject_metadata HAVING count(*) > 0
 ORDER BY 2, 3;
