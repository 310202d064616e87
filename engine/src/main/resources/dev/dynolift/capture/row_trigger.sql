-- For a partitioned table: a statement trigger would miss what is written to a leaf directly, a row trigger is cloned
-- to all leaves, those to come too. For a table that inherits: its own statement triggers do not see what is done to
-- its rows in the parent's name.
CREATE OR REPLACE FUNCTION dynolift.:"function"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER :settings AS $$
DECLARE
    changed_row record;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO dynolift.:"log" (emptied) VALUES (pg_catalog.format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME));
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        changed_row := OLD;
        INSERT INTO dynolift.:"log" (:key_names) SELECT :keys;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        changed_row := NEW;
        INSERT INTO dynolift.:"log" (:key_names) SELECT :keys;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER dynolift_capture_row AFTER INSERT OR UPDATE OR DELETE ON :table
    FOR EACH ROW EXECUTE FUNCTION dynolift.:"function"();
