-- What lives at the side that receives: how far we are, committed together with the data it speaks of.
CREATE SCHEMA IF NOT EXISTS dynolift;
CREATE TABLE IF NOT EXISTS dynolift.progress (
    direction  text PRIMARY KEY,
    phase      text NOT NULL,
    method     text NOT NULL DEFAULT 'LIVE',
    extent     text NOT NULL DEFAULT '',
    options    text NOT NULL DEFAULT '',
    snapshot   pg_snapshot,
    timeline   text,
    rounds     bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    conclusion text,
    ended_at   timestamptz,
    origin     text NOT NULL DEFAULT '',
    purged_as_of pg_snapshot,
    moved_since  pg_snapshot,
    moved_rows   bigint NOT NULL DEFAULT 0,
    moved_digest numeric NOT NULL DEFAULT 0,
    tables_compared bigint NOT NULL DEFAULT 0,
    tables_in_all   bigint NOT NULL DEFAULT 0,
    rows_compared   bigint NOT NULL DEFAULT 0,
    rows_in_all     bigint NOT NULL DEFAULT 0
);
ALTER TABLE dynolift.progress ADD COLUMN IF NOT EXISTS conclusion text, ADD COLUMN IF NOT EXISTS ended_at timestamptz,
    ADD COLUMN IF NOT EXISTS options text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS origin text NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS purged_as_of pg_snapshot, ADD COLUMN IF NOT EXISTS moved_since pg_snapshot,
    ADD COLUMN IF NOT EXISTS moved_rows bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS moved_digest numeric NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS tables_compared bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS tables_in_all bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS rows_compared bigint NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS rows_in_all bigint NOT NULL DEFAULT 0;
CREATE TABLE IF NOT EXISTS dynolift.schema_entry (
    number     integer PRIMARY KEY,
    section    text NOT NULL,
    kind       text NOT NULL,
    name       text NOT NULL,
    table_name text NOT NULL,
    definition text NOT NULL,
    applied_at timestamptz
);
CREATE INDEX IF NOT EXISTS schema_entry_by_table ON dynolift.schema_entry (section, table_name);
CREATE TABLE IF NOT EXISTS dynolift.chunk (
    number      integer PRIMARY KEY,
    table_name  text NOT NULL,
    leaf_name   text NOT NULL,
    filenode    bigint NOT NULL,
    first_block bigint NOT NULL,
    end_block   bigint,
    weight      bigint NOT NULL,
    rows        bigint,
    bytes       bigint,
    digest      bigint,
    copied_at   timestamptz,
    by_follower boolean NOT NULL DEFAULT false
);
ALTER TABLE dynolift.chunk ADD COLUMN IF NOT EXISTS by_follower boolean NOT NULL DEFAULT false;
CREATE TABLE IF NOT EXISTS dynolift.round (
    direction   text NOT NULL,
    number      bigint NOT NULL,
    kind        text NOT NULL,
    keys        bigint NOT NULL,
    rows        bigint NOT NULL,
    lag_millis  bigint NOT NULL,
    took_millis bigint NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (direction, number)
);
CREATE TABLE IF NOT EXISTS dynolift.difference (
    direction  text NOT NULL,
    table_name text NOT NULL,
    row_key    text NOT NULL,
    kind       text NOT NULL,
    found_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (direction, table_name, row_key, kind)
);
CREATE TABLE IF NOT EXISTS dynolift.suspended (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind       text NOT NULL,
    table_name text NOT NULL,
    name       text NOT NULL,
    restore    text NOT NULL,
    validate   text NOT NULL DEFAULT '',
    restored_at timestamptz,
    UNIQUE (kind, table_name, name)
);
CREATE TABLE IF NOT EXISTS dynolift.watch (
    table_name text PRIMARY KEY,
    counter    text NOT NULL,
    snapshot   text NOT NULL
);
CREATE TABLE IF NOT EXISTS dynolift.large_row (
    leaf_name text NOT NULL,
    filenode  bigint NOT NULL,
    address   text NOT NULL,
    bytes     bigint NOT NULL,
    copied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (leaf_name, filenode, address)
);
CREATE TABLE IF NOT EXISTS dynolift.large_object_range (
    first_object bigint PRIMARY KEY,
    objects      bigint NOT NULL,
    bytes        bigint NOT NULL,
    copied_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE IF NOT EXISTS dynolift.recopy (
    direction text NOT NULL,
    relation  bigint NOT NULL,
    PRIMARY KEY (direction, relation)
);
CREATE TABLE IF NOT EXISTS dynolift.definition (
    direction  text NOT NULL,
    name       text NOT NULL,
    definition text NOT NULL,
    storage    text NOT NULL,
    PRIMARY KEY (direction, name)
);
CREATE TABLE IF NOT EXISTS dynolift.object (
    direction  text NOT NULL,
    name       text NOT NULL,
    definition text NOT NULL,
    PRIMARY KEY (direction, name)
);
-- The error that the last engine ended with. At both sides, as either may be the one that fails.
CREATE TABLE IF NOT EXISTS dynolift.failure (
    direction text PRIMARY KEY,
    what      text NOT NULL,
    why       text NOT NULL,
    next      text NOT NULL,
    failed_at timestamptz NOT NULL DEFAULT now()
);
-- What was copied and counts no more, as its table is copied again: what is told of a copy never goes back.
CREATE TABLE IF NOT EXISTS dynolift.copied_again (
    leaf_name text PRIMARY KEY,
    chunks    bigint NOT NULL,
    rows      bigint NOT NULL,
    bytes     bigint NOT NULL
);
