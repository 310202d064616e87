-- The log of one table's changed keys. Written by its triggers in the app's own transactions, so a change and its key
-- are seen together or not at all. `emptied` names a table that was truncated.
CREATE TABLE dynolift.:"log" (
    position    bigint GENERATED ALWAYS AS IDENTITY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    :key_definitions,
    emptied     text
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.2);
CREATE INDEX ON dynolift.:"log" (transaction);
