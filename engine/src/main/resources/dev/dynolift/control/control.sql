-- What lives at the side that the app writes to: requests to the engine and what it says of itself. Whoever can reach
-- the database can watch and steer, even when the engine runs in a private network.
CREATE SCHEMA IF NOT EXISTS dynolift;
CREATE TABLE IF NOT EXISTS dynolift.request (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('fence', 'stop')),
    asked_at    timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    answer      text,
    allowed     text,
    reached     text,
    asker_alive timestamptz,
    unverified  boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS dynolift.status (
    direction     text PRIMARY KEY,
    state         text NOT NULL,
    proved        boolean NOT NULL DEFAULT false,
    rounds        bigint NOT NULL DEFAULT 0,
    lag_millis    bigint NOT NULL DEFAULT 0,
    rows_compared bigint NOT NULL DEFAULT 0,
    rows_differing bigint NOT NULL DEFAULT 0,
    heartbeat     timestamptz NOT NULL DEFAULT now(),
    rows_per_second double precision NOT NULL DEFAULT 0,
    waiting_for   text NOT NULL DEFAULT '',
    since         timestamptz NOT NULL DEFAULT now(),
    purged_as_of  pg_snapshot,
    tables_compared bigint NOT NULL DEFAULT 0,
    tables_in_all   bigint NOT NULL DEFAULT 0,
    rows_in_all     bigint NOT NULL DEFAULT 0
);
-- What older versions did not say: how fast rows go, why an engine waits and since when it does or works, as of which
-- snapshot the log is gone, and how much there is to compare.
ALTER TABLE dynolift.status ADD COLUMN IF NOT EXISTS rows_per_second double precision NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS waiting_for text NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS since timestamptz NOT NULL DEFAULT now(), ADD COLUMN IF NOT EXISTS purged_as_of pg_snapshot,
    ADD COLUMN IF NOT EXISTS tables_compared bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS tables_in_all bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS rows_in_all bigint NOT NULL DEFAULT 0;
-- Of a request that engines of several databases have together: how far this one may go, how far it is, and when whoever
-- asked was last seen. Of a fence: whether it does not wait for the comparison of every row.
ALTER TABLE dynolift.request ADD COLUMN IF NOT EXISTS allowed text, ADD COLUMN IF NOT EXISTS reached text,
    ADD COLUMN IF NOT EXISTS asker_alive timestamptz, ADD COLUMN IF NOT EXISTS unverified boolean NOT NULL DEFAULT false;
-- Random words, by which a follower of this database shows that it is one, and how far it has come.
CREATE TABLE IF NOT EXISTS dynolift.follower_token (word text PRIMARY KEY);
-- The error that the last engine ended with. At both sides, as either may be the one that fails.
CREATE TABLE IF NOT EXISTS dynolift.failure (
    direction text PRIMARY KEY,
    what      text NOT NULL,
    why       text NOT NULL,
    next      text NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now()
);
