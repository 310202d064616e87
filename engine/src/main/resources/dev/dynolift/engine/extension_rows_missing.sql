-- How many carried rows the extension's table does not have as they are. "there.*" is the row even where a column has
-- the same name.
SELECT count(*)
  FROM (SELECT (carried.*)::text FROM carried
        EXCEPT ALL
        SELECT (there.*)::text FROM (SELECT :columns FROM :table) AS there) AS missing;
