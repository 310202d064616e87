-- Expressions of indexes and generated columns that call functions of the app: each with the table and the expression.
-- At the target they are computed with an empty search_path; CHECK constraints are validated on the app's own.
WITH called AS (
    SELECT d.classid, d.objid, d.objsubid
      FROM pg_depend d
      JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND p.oid = d.refobjid
      JOIN pg_language l ON l.oid = p.prolang
     WHERE l.lanname NOT IN ('c', 'internal')),
     expression AS (
    SELECT 'index ' || i.indexrelid::regclass AS name, i.indrelid AS relation,
           pg_get_expr(e.tree, i.indrelid) AS expression
      FROM pg_index i
     CROSS JOIN LATERAL (VALUES (i.indexprs), (i.indpred)) AS e (tree)
     WHERE e.tree IS NOT NULL AND i.indisvalid
       AND EXISTS (SELECT FROM called WHERE classid = 'pg_class'::regclass AND objid = i.indexrelid)
    UNION ALL
    SELECT 'generated column ' || quote_ident(a.attname), a.attrelid, pg_get_expr(f.adbin, f.adrelid)
      FROM pg_attrdef f
      JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
     WHERE a.attgenerated <> ''
       AND EXISTS (SELECT FROM called
                    WHERE (classid = 'pg_attrdef'::regclass AND objid = f.oid)
                       OR (classid = 'pg_class'::regclass AND objid = a.attrelid AND objsubid = a.attnum)))
SELECT e.name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS table_name, e.expression
  FROM expression e
  JOIN pg_class c ON c.oid = e.relation
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm')
   AND :of_the_app
 ORDER BY 1, 2;
