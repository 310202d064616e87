-- Sequences that columns of some tables own, identity columns' ones too, or that defaults of columns need.
SELECT DISTINCT n.nspname, c.relname
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'S'
   AND c.oid IN (
       SELECT d.objid FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
          AND d.refobjid = ANY (:'tables'::oid[])
        UNION ALL
       SELECT d.refobjid FROM pg_depend d
         JOIN pg_attrdef a ON a.oid = d.objid
        WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass
          AND a.adrelid = ANY (:'tables'::oid[]));
