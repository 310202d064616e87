-- What hangs on the app's relations. Of each: the relation, kind, name, what holds on every major alike (facts, separated
-- by "; "), and its definition, which majors print differently. Types lose the schema that an extension may have at one
-- side only. Names of a table's constraints and triggers stand behind the table's.
WITH relation AS (
    SELECT c.*, n.nspname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
           '"' || replace(n.nspname, '"', '""') || '"."' || replace(c.relname, '"', '""') || '"' AS quoted
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'i', 'I', 'S') AND c.relpersistence IN ('p', 'u') AND :of_the_app
), named_column AS NOT MATERIALIZED (
    -- Asked for one relation at a time, by the index on its attributes: of thousands of tables it would be a long list.
    SELECT a.attrelid, a.attnum, quote_ident(a.attname) AS name, a.attname,
           concat_ws(' ', quote_ident(a.attname),
               regexp_replace(format_type(a.atttypid, a.atttypmod), '(heroku_ext|public)\.', ''),
               CASE WHEN a.attnotnull THEN 'not null' END,
               CASE a.attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
               -- Since 17 partitions have their root's identity, before that none.
               CASE WHEN NOT c.relispartition THEN
                   CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity' END END,
               CASE WHEN a.atthasdef AND a.attgenerated = '' THEN 'default' END) AS facts,
           (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
             WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum) AS expression
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
     WHERE a.attnum > 0 AND NOT a.attisdropped
)
SELECT r.quoted AS relation,
       CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
                      WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END AS kind,
       r.name,
       concat_ws('; ', CASE r.relpersistence WHEN 'u' THEN 'unlogged' END,
           CASE WHEN r.relispartition THEN 'partition of '
                     || (SELECT i.inhparent::regclass FROM pg_inherits i WHERE i.inhrelid = r.oid) END,
           CASE WHEN r.relrowsecurity THEN 'row security' END,
           CASE WHEN r.relforcerowsecurity THEN 'forced row security' END,
           CASE WHEN NOT r.relispopulated THEN 'not populated' END,
           (SELECT 'kept by ' || m.amname FROM pg_am m WHERE m.oid = r.relam AND m.amname <> 'heap'),
           (SELECT string_agg('column ' || k.facts, '; ' ORDER BY k.attname)
              FROM named_column k WHERE k.attrelid = r.oid)) AS facts,
       concat_ws(' ', CASE WHEN r.relkind IN ('v', 'm') THEN pg_get_viewdef(r.oid) END,
           CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.oid) END, pg_get_expr(r.relpartbound, r.oid),
           (SELECT string_agg(k.name || ' = ' || k.expression, ', ' ORDER BY k.attname)
              FROM named_column k WHERE k.attrelid = r.oid AND k.expression IS NOT NULL)) AS definition
  FROM relation r
 WHERE r.relkind IN ('r', 'p', 'v', 'm', 'f')
UNION ALL
SELECT t.quoted, 'index', r.name,
       concat_ws('; ', 'on ' || i.indrelid::regclass, m.amname,
           CASE WHEN i.indisvalid THEN 'valid' ELSE 'not valid' END, CASE WHEN NOT i.indisready THEN 'not ready' END,
           CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' END,
           CASE WHEN i.indisexclusion THEN 'excluding' END,
           CASE WHEN i.indisunique AND NOT i.indimmediate THEN 'deferrable' END,
           CASE WHEN i.indpred IS NOT NULL THEN 'partial' END,
           CASE WHEN i.indisreplident THEN 'replica identity' END,
           CASE WHEN i.indisclustered THEN 'clustered on' END,
           'columns ' || (SELECT string_agg(coalesce(k.name, 'an expression'), ', ' ORDER BY p.position)
              FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS p(attnum, position)
              LEFT JOIN named_column k ON k.attrelid = i.indrelid AND k.attnum = p.attnum)),
       pg_get_indexdef(i.indexrelid)
  FROM relation r
  JOIN pg_index i ON i.indexrelid = r.oid
  JOIN pg_am m ON m.oid = r.relam
  LEFT JOIN relation t ON t.oid = i.indrelid
UNION ALL
-- Not-null constraints are a column's fact; before PostgreSQL 18 they are nothing else. Of foreign keys that partitions
-- inherit each major keeps other rows.
SELECT r.quoted, CASE c.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' WHEN 'f' THEN 'foreign key'
                      WHEN 'x' THEN 'exclusion constraint' ELSE 'check constraint' END,
       r.name || ' ' || quote_ident(c.conname),
       concat_ws('; ', CASE WHEN c.convalidated THEN 'validated' ELSE 'not validated' END,
           CASE WHEN c.condeferrable THEN 'deferrable' END, CASE WHEN c.condeferred THEN 'deferred' END,
           CASE WHEN c.connoinherit AND c.contype = 'c' THEN 'no inherit' END,
           'columns ' || (SELECT string_agg(k.name, ', ' ORDER BY p.position)
              FROM unnest(c.conkey) WITH ORDINALITY AS p(attnum, position)
              JOIN named_column k ON k.attrelid = c.conrelid AND k.attnum = p.attnum),
           CASE c.contype WHEN 'f' THEN 'to ' || c.confrelid::regclass || ' '
                || (SELECT string_agg(k.name, ', ' ORDER BY p.position)
                      FROM unnest(c.confkey) WITH ORDINALITY AS p(attnum, position)
                      JOIN named_column k ON k.attrelid = c.confrelid AND k.attnum = p.attnum)
                || ' on update ' || c.confupdtype::text || ' on delete ' || c.confdeltype::text || ' match ' || c.confmatchtype::text END),
       pg_get_constraintdef(c.oid)
  FROM relation r
  JOIN pg_constraint c ON c.conrelid = r.oid
 WHERE c.contype IN ('p', 'u', 'f', 'x', 'c') AND (c.contype <> 'f' OR c.conparentid = 0)
UNION ALL
-- One that no column owns stands by itself.
SELECT coalesce(t.quoted, r.quoted), 'sequence', r.name,
       concat_ws('; ', format_type(s.seqtypid, NULL), 'start ' || s.seqstart, 'increment ' || s.seqincrement,
           'minimum ' || s.seqmin, 'maximum ' || s.seqmax, 'cache ' || s.seqcache, CASE WHEN s.seqcycle THEN 'cycle' END,
           (SELECT 'owned by ' || d.refobjid::regclass || '.' || k.name
              FROM named_column k WHERE k.attrelid = d.refobjid AND k.attnum = d.refobjsubid)),
       NULL
  FROM relation r
  JOIN pg_sequence s ON s.seqrelid = r.oid
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype IN ('a', 'i')
                       AND d.refclassid = 'pg_class'::regclass
  LEFT JOIN relation t ON t.oid = d.refobjid
UNION ALL
SELECT r.quoted, 'trigger', r.name || ' ' || quote_ident(t.tgname),
       concat_ws('; ', CASE t.tgenabled WHEN 'O' THEN 'enabled' WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'always'
                                        ELSE 'for replicas' END,
           'kind ' || t.tgtype, 'calls ' || t.tgfoid::regproc, CASE WHEN t.tgdeferrable THEN 'deferrable' END,
           CASE WHEN t.tginitdeferred THEN 'deferred' END, 'old rows ' || t.tgoldtable::text, 'new rows ' || t.tgnewtable::text),
       pg_get_triggerdef(t.oid)
  FROM relation r
  JOIN pg_trigger t ON t.tgrelid = r.oid
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgname NOT LIKE 'dynolift\_%'
UNION ALL
SELECT r.quoted, 'rule', r.name || ' ' || quote_ident(w.rulename),
       concat_ws('; ', 'event ' || w.ev_type::text, 'enabled ' || w.ev_enabled::text, CASE WHEN w.is_instead THEN 'instead' END),
       pg_get_ruledef(w.oid)
  FROM relation r
  JOIN pg_rewrite w ON w.ev_class = r.oid
 WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT r.quoted, 'policy', r.name || ' ' || quote_ident(p.polname),
       concat_ws('; ', 'for ' || p.polcmd::text, CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
           CASE WHEN p.polqual IS NOT NULL THEN 'using' END, CASE WHEN p.polwithcheck IS NOT NULL THEN 'check' END),
       concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM relation r
  JOIN pg_policy p ON p.polrelid = r.oid
UNION ALL
SELECT r.quoted, 'statistics', quote_ident(n.nspname) || '.' || quote_ident(s.stxname),
       concat_ws('; ', 'on ' || r.name, 'kinds ' || array_to_string(s.stxkind, ', ')), pg_get_statisticsobjdef(s.oid)
  FROM relation r
  JOIN pg_statistic_ext s ON s.stxrelid = r.oid
  JOIN pg_namespace n ON n.oid = s.stxnamespace
UNION ALL
SELECT r.quoted, 'comment', r.name || coalesce(' ' || k.name, ''), md5(d.description), NULL
  FROM relation r
  JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
  LEFT JOIN named_column k ON k.attrelid = r.oid AND k.attnum = d.objsubid
 WHERE d.objsubid = 0 OR k.attnum IS NOT NULL
 ORDER BY 2, 3;
