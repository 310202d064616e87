-- Partitioned tables: the root's and each leaf's own TRUNCATE.
CREATE TRIGGER dynolift_capture_truncate AFTER TRUNCATE ON :table
    FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
