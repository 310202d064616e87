-- Where slices wait until their row is whole: written to no log, gone with the transaction, not worth compressing.
CREATE TEMPORARY TABLE IF NOT EXISTS dynolift_slice (
    value  integer NOT NULL,
    number integer NOT NULL,
    part   bytea   NOT NULL
) ON COMMIT DELETE ROWS;
ALTER TABLE pg_temp.dynolift_slice ALTER COLUMN part SET STORAGE EXTERNAL;
-- A transaction may bring several rows.
TRUNCATE pg_temp.dynolift_slice;
