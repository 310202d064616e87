-- For an ordinary table: one call a statement, with all rows that it changed. An update logs old and new keys.
-- Nothing that happens to the table's columns makes it fail: a name that a column does not have any more is found in
-- `missing`, one level out, and the key is NULL; any type can be written as text; and the server plans anew what reads a
-- table that was altered. The triggers need their log, so it cannot be dropped without them.
CREATE OR REPLACE FUNCTION dynolift.:"function"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER :settings AS $dynolift_capture$
#variable_conflict use_column
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO dynolift.:"log" (:key_names)
            SELECT changed.*
              FROM (SELECT :missing) AS missing
             CROSS JOIN LATERAL (SELECT :keys FROM new_rows) AS changed;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO dynolift.:"log" (:key_names)
            SELECT changed.*
              FROM (SELECT :missing) AS missing
             CROSS JOIN LATERAL (SELECT :keys FROM new_rows UNION SELECT :keys FROM old_rows) AS changed;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO dynolift.:"log" (:key_names)
            SELECT changed.*
              FROM (SELECT :missing) AS missing
             CROSS JOIN LATERAL (SELECT :keys FROM old_rows) AS changed;
    ELSE
        INSERT INTO dynolift.:"log" (emptied) VALUES (TG_RELID);
    END IF;
    RETURN NULL;
END
$dynolift_capture$;
CREATE TRIGGER dynolift_capture_insert AFTER INSERT ON :table
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (:'log_name'::pg_catalog.regclass IS NOT NULL) EXECUTE FUNCTION dynolift.:"function"();
CREATE TRIGGER dynolift_capture_update AFTER UPDATE ON :table
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT
    WHEN (:'log_name'::pg_catalog.regclass IS NOT NULL) EXECUTE FUNCTION dynolift.:"function"();
CREATE TRIGGER dynolift_capture_delete AFTER DELETE ON :table
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT
    WHEN (:'log_name'::pg_catalog.regclass IS NOT NULL) EXECUTE FUNCTION dynolift.:"function"();
