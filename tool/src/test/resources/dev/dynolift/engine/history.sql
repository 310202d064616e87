-- A small database with the shapes that make a live move hard, and so many accounts: psql -v people=2000
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');

CREATE TABLE accounts (
    id bigserial PRIMARY KEY,
    email citext UNIQUE,
    name text,
    tags text[],
    facts hstore,
    mood mood DEFAULT 'ok',
    moods mood[],
    balance numeric(14, 3) NOT NULL DEFAULT 0,
    settings jsonb,
    picture bytea,
    touched timestamptz NOT NULL DEFAULT now(),
    shout text GENERATED ALWAYS AS (upper(name)) STORED
);
CREATE TABLE orders (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id bigint REFERENCES accounts ON DELETE CASCADE,
    total double precision,
    state text NOT NULL DEFAULT 'open',
    placed timestamp(6) DEFAULT now()
);
CREATE INDEX ON orders (account_id);
CREATE INDEX ON orders (placed) WHERE state = 'open';
CREATE TABLE favourites (account_id bigint, thing integer);
CREATE TABLE notes (line integer, body json, weight real);
CREATE TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY, day date NOT NULL, path text, PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE visits_january PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE visits_february PARTITION OF visits FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE visits_else PARTITION OF visits DEFAULT;
CREATE TABLE seats (name text PRIMARY KEY, place integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE coupons (code citext PRIMARY KEY, uses integer NOT NULL DEFAULT 0);
CREATE TABLE "Legacy Orders" ("Id" integer PRIMARY KEY, "Some Note" text);
CREATE TABLE report_lines (line integer PRIMARY KEY, words text);
CREATE TABLE audit (id bigserial PRIMARY KEY, account_id bigint, what text);
CREATE VIEW rich AS SELECT id, name FROM accounts WHERE balance > 100;
CREATE MATERIALIZED VIEW totals AS SELECT account_id, count(*) AS orders FROM orders GROUP BY account_id;
CREATE UNIQUE INDEX ON totals (account_id);
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (account_id, what) VALUES (NEW.id, TG_OP);
    UPDATE accounts SET touched = clock_timestamp() WHERE id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER a_audit AFTER UPDATE OF balance ON accounts FOR EACH ROW EXECUTE FUNCTION keep_audit();

INSERT INTO accounts (email, name, tags, facts, moods, balance, settings, picture)
SELECT 'Person' || i || '@example.test', 'näme ' || i, ARRAY['a', 'b\' || i], hstore('k', i::text),
       ARRAY['sad', 'happy']::mood[], i * 1.5, jsonb_build_object('i', i, 'long', repeat('x', 300)),
       decode(md5(i::text), 'hex')
  FROM generate_series(1, :people) AS i;
UPDATE accounts SET balance = 'NaN', touched = 'infinity', name = E'tab\tquote''line\nend' WHERE id % 1000 = 0;
INSERT INTO orders (account_id, total, state) SELECT 1 + i % :people, i / 3.0, 'open' FROM generate_series(1, :people * 3 / 2) AS i;
INSERT INTO favourites SELECT i % 100, i % 50 FROM generate_series(1, :people / 4) AS i;
INSERT INTO notes SELECT i, '{"a": 1,  "a":2}', 'NaN' FROM generate_series(1, :people / 40) AS i;
INSERT INTO visits (day, path) SELECT date '2026-01-01' + (i % 80), '/p' || i FROM generate_series(1, :people / 2) AS i;
INSERT INTO seats SELECT 'seat ' || i, i FROM generate_series(1, 300) AS i;
INSERT INTO coupons (code) SELECT 'Code' || i FROM generate_series(1, 300) AS i;
INSERT INTO "Legacy Orders" SELECT i, 'note ' || i FROM generate_series(1, 300) AS i;
INSERT INTO report_lines SELECT i, 'line ' || i FROM generate_series(1, 300) AS i;
REFRESH MATERIALIZED VIEW totals;
