-- What cannot be without some tables, themselves included: whatever depends on them, however indirectly. Of each: where
-- the catalog has it, what and how it is called, the relation that it is a part of (0: of none), whether that relation
-- cannot be without it, whether people would miss it, and schema and name where it is a relation.
WITH RECURSIVE omitted(classid, objid) AS (
    SELECT 'pg_class'::regclass::oid, unnest(:'tables'::oid[])
    UNION
    SELECT next.classid, next.objid
      FROM omitted o
     CROSS JOIN LATERAL (
               SELECT d.classid, d.objid FROM pg_depend d
                WHERE d.refclassid = o.classid AND d.refobjid = o.objid AND d.deptype NOT IN ('e', 'x')
               UNION ALL
               -- A view is its rule.
               SELECT 'pg_class'::regclass, r.ev_class FROM pg_rewrite r
                WHERE o.classid = 'pg_rewrite'::regclass AND r.oid = o.objid AND r.rulename = '_RETURN'
           ) AS next
)
SELECT o.classid, o.objid,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                      WHEN 'S' THEN 'sequence' WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'type'
                      ELSE CASE WHEN c.relispartition THEN 'partition' WHEN c.oid IS NOT NULL THEN 'table'
                                WHEN k.contype = 'f' THEN 'foreign key' WHEN k.oid IS NOT NULL THEN 'constraint'
                                WHEN a.oid IS NOT NULL THEN 'default'
                                ELSE (pg_identify_object(o.classid, o.objid, 0)).type END END AS kind,
       CASE WHEN part.owner IS NULL THEN (pg_identify_object(o.classid, o.objid, 0)).identity
            ELSE (pg_identify_object('pg_class'::regclass, part.owner, 0)).identity
                 || COALESCE(' ' || quote_ident(part.name), '') END AS name,
       COALESCE(part.owner, i.indrelid, 0)::bigint AS owner,
       a.oid IS NOT NULL OR COALESCE(k.contype = 'c', false) AS indispensable,
       CASE o.classid
           WHEN 'pg_class'::regclass THEN c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c', 'i', 'I')
           WHEN 'pg_type'::regclass THEN y.typrelid = 0 AND y.typcategory <> 'A'
           WHEN 'pg_trigger'::regclass THEN NOT g.tgisinternal AND g.tgname !~ '^dynolift_'
           WHEN 'pg_rewrite'::regclass THEN w.rulename <> '_RETURN'
           WHEN 'pg_constraint'::regclass THEN k.conparentid = 0
           ELSE o.classid IN ('pg_proc'::regclass, 'pg_policy'::regclass, 'pg_operator'::regclass, 'pg_cast'::regclass) END AS missed,
       n.nspname, c.relname
  FROM omitted o
  LEFT JOIN pg_class c ON o.classid = 'pg_class'::regclass AND c.oid = o.objid
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
  LEFT JOIN pg_constraint k ON o.classid = 'pg_constraint'::regclass AND k.oid = o.objid
  LEFT JOIN pg_attrdef a ON o.classid = 'pg_attrdef'::regclass AND a.oid = o.objid
  LEFT JOIN pg_type y ON o.classid = 'pg_type'::regclass AND y.oid = o.objid
  LEFT JOIN pg_trigger g ON o.classid = 'pg_trigger'::regclass AND g.oid = o.objid
  LEFT JOIN pg_rewrite w ON o.classid = 'pg_rewrite'::regclass AND w.oid = o.objid
  LEFT JOIN pg_policy p ON o.classid = 'pg_policy'::regclass AND p.oid = o.objid
 CROSS JOIN LATERAL (
           SELECT COALESCE(NULLIF(k.conrelid, 0), a.adrelid, g.tgrelid, w.ev_class, p.polrelid) AS owner,
                  COALESCE(k.conname, g.tgname, w.rulename, p.polname,
                           (SELECT attname FROM pg_attribute WHERE attrelid = a.adrelid AND attnum = a.adnum)) AS name
       ) AS part
 WHERE c.relkind IS DISTINCT FROM 't' AND n.nspname IS DISTINCT FROM 'pg_toast'
 ORDER BY kind, name;
