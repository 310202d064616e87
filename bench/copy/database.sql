-- A database such as a Rails shop of some years has: psql -v scale=1 -f database.sql makes about 1 GB with 82 indexes.
-- 60 % of it is one table, "events". Rows follow from their number alone, so that every run copies the same.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';
SET TimeZone = 'UTC';

CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;

CREATE TYPE order_state AS ENUM ('cart', 'pending', 'paid', 'shipped', 'returned', 'cancelled');
CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0);

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;

\ir database/tables.sql
\ir database/rows.sql
\ir database/indexes.sql

VACUUM (FREEZE, ANALYZE);
CHECKPOINT;
