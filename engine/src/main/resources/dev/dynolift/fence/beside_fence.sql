-- What drops all of ours but what a fence is made of.
SELECT 'DROP TABLE IF EXISTS dynolift.' || quote_ident(relname) || ' CASCADE'
  FROM pg_class
 WHERE relnamespace = to_regnamespace('dynolift') AND relkind IN ('r', 'p')
UNION ALL
SELECT 'DROP FUNCTION IF EXISTS ' || oid::regprocedure
  FROM pg_proc
 WHERE pronamespace = to_regnamespace('dynolift') AND proname <> 'refuse_writes';
