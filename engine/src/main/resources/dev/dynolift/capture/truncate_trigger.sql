-- Beside row triggers, which know no TRUNCATE: a table's own, a partitioned one's root's and each leaf's.
CREATE TRIGGER dynolift_capture_truncate AFTER TRUNCATE ON :table
    FOR EACH STATEMENT EXECUTE FUNCTION dynolift.:"function"();
