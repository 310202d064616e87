-- What else a copy made: objects in the schema public, its schemas, and, of the kinds that it brought along, what is in no
-- schema. What an administrator had put there before is not among its entries. All that initdb made has a smaller oid.
WITH candidate(classid, objid) AS (
    SELECT d.classid, d.objid FROM pg_depend d
     WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = to_regnamespace('public') AND d.deptype = 'n'
    UNION ALL SELECT 'pg_namespace'::regclass, oid FROM pg_namespace
     WHERE nspname IN (SELECT name FROM dynolift.schema_entry WHERE kind = 'SCHEMA')
    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
     WHERE lanname IN (SELECT name FROM dynolift.schema_entry WHERE kind LIKE '%LANGUAGE')
    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
     WHERE EXISTS (SELECT FROM dynolift.schema_entry WHERE kind = 'CAST')
    UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
     WHERE EXISTS (SELECT FROM dynolift.schema_entry WHERE kind = 'TRANSFORM')
    UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
     WHERE amname IN (SELECT name FROM dynolift.schema_entry WHERE kind = 'ACCESS METHOD')
    UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
     WHERE fdwname IN (SELECT name FROM dynolift.schema_entry WHERE kind = 'FOREIGN DATA WRAPPER')
)
SELECT CASE object.type WHEN 'statistics object' THEN 'statistics' WHEN 'foreign-data wrapper' THEN 'foreign data wrapper'
                        ELSE object.type END AS kind,
       object.identity AS name
  FROM (SELECT DISTINCT classid, objid FROM candidate WHERE objid >= 16384) AS c,
       LATERAL pg_identify_object(c.classid, c.objid, 0) AS object
 WHERE object.identity IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = c.classid AND d.objid = c.objid AND d.deptype IN ('e', 'i'))
 ORDER BY c.objid DESC;
