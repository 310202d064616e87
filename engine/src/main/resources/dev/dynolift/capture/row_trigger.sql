-- For a partitioned table: a statement trigger would miss what is written to a leaf directly, a row trigger is cloned
-- to all leaves, those to come too. For a table that inherits: its own statement triggers do not see what is done to
-- its rows in the parent's name.
-- A key column that was renamed, dropped or given another type raises an error here, and in sessions that were open
-- before so does every later row. It is caught where the key is read, and the key is NULL. The block writes nothing, so
-- the subtransaction that it is takes no transaction id and no place among the 64 that a session remembers cheaply.
-- Named after the table: a table that becomes a partition may bring such a trigger along.
CREATE OR REPLACE FUNCTION dynolift.:"function"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER :settings AS $dynolift_capture$
DECLARE
    old_key pg_catalog.text[];
    new_key pg_catalog.text[];
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO dynolift.:"log" (emptied) VALUES (TG_RELID);
        RETURN NULL;
    END IF;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            old_key := ARRAY[:old_keys];
        END IF;
        IF TG_OP <> 'DELETE' THEN
            new_key := ARRAY[:new_keys];
        END IF;
    EXCEPTION WHEN OTHERS THEN
        old_key := NULL;
        new_key := NULL;
    END;
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO dynolift.:"log" (:key_names) VALUES (:old_parts);
    END IF;
    IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND new_key IS DISTINCT FROM old_key THEN
        INSERT INTO dynolift.:"log" (:key_names) VALUES (:new_parts);
    END IF;
    RETURN NULL;
END
$dynolift_capture$;
CREATE TRIGGER :"row_trigger" AFTER INSERT OR UPDATE OR DELETE ON :table
    FOR EACH ROW WHEN (:'log_name'::pg_catalog.regclass IS NOT NULL) EXECUTE FUNCTION dynolift.:"function"();
