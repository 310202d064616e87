-- The log of one table's changed keys. Written by its triggers in the app's own transactions, so a change and its key
-- are seen together or not at all. `emptied` is a table that was truncated. Keys are texts, whatever their type: a
-- column that gets another type can still be written down, and no type of the app's is needed by us, so that it can be
-- dropped. A row with neither says that something has changed whose key nobody could tell. Never truncated by a vacuum,
-- which would lock the app's writes out meanwhile.
CREATE TABLE dynolift.:"log" (
    position    bigint GENERATED ALWAYS AS IDENTITY,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    :key_definitions,
    emptied     oid
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.2, vacuum_truncate = off);
CREATE INDEX ON dynolift.:"log" (transaction);
