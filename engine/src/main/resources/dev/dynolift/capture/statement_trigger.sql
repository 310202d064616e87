-- For an ordinary table: one call a statement, with all rows that it changed. An update logs old and new keys.
CREATE OR REPLACE FUNCTION dynolift.:"function"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER :settings AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO dynolift.:"log" (:key_names) SELECT :keys FROM new_rows changed_row;
    ELSIF TG_OP = 'UPDATE' THEN
        INSERT INTO dynolift.:"log" (:key_names)
            SELECT :keys FROM new_rows changed_row UNION SELECT :keys FROM old_rows changed_row;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO dynolift.:"log" (:key_names) SELECT :keys FROM old_rows changed_row;
    ELSE
        INSERT INTO dynolift.:"log" (emptied) VALUES (pg_catalog.format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME));
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER dynolift_capture_insert AFTER INSERT ON :table
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
CREATE TRIGGER dynolift_capture_update AFTER UPDATE ON :table
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
CREATE TRIGGER dynolift_capture_delete AFTER DELETE ON :table
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
CREATE TRIGGER dynolift_capture_truncate AFTER TRUNCATE ON :table
    FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
