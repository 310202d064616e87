-- For every relation that can be truncated by itself: a table, a partitioned one's root, each leaf.
CREATE TRIGGER dynolift_capture_truncate AFTER TRUNCATE ON :table FOR EACH STATEMENT
    WHEN (:'log_name'::pg_catalog.regclass IS NOT NULL) EXECUTE FUNCTION dynolift.:"function"();
