-- What lives at the side that the app writes to: requests to the engine and what it says of itself. Whoever can reach
-- the database can watch and steer, even when the engine runs in a private network.
CREATE SCHEMA IF NOT EXISTS dynolift;
CREATE TABLE IF NOT EXISTS dynolift.request (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL CHECK (kind IN ('fence', 'stop')),
    asked_at    timestamptz NOT NULL DEFAULT now(),
    answered_at timestamptz,
    answer      text
);
CREATE TABLE IF NOT EXISTS dynolift.status (
    direction     text PRIMARY KEY,
    state         text NOT NULL,
    proved        boolean NOT NULL DEFAULT false,
    rounds        bigint NOT NULL DEFAULT 0,
    lag_millis    bigint NOT NULL DEFAULT 0,
    rows_compared bigint NOT NULL DEFAULT 0,
    rows_differing bigint NOT NULL DEFAULT 0,
    heartbeat     timestamptz NOT NULL DEFAULT now()
);
