-- A small database with the shapes that make a live move hard; random histories write to all of it. Small, so that
-- writers meet often, and every row can be looked at after every round.
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
CREATE TABLE order_lines (
    order_id uuid REFERENCES orders ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    line integer,
    what text,
    PRIMARY KEY (order_id, line)
);
-- Refers to itself, also before there is what it refers to.
CREATE TABLE employees (
    id integer PRIMARY KEY,
    boss integer REFERENCES employees ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    name text
);
-- No key: the same row may be there many times.
CREATE TABLE favourites (account_id bigint, thing integer);
CREATE TABLE notes (line integer, body json, weight real);
CREATE TABLE ratings (a integer, b integer, UNIQUE (a, b));
CREATE TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY, day date NOT NULL, path text, PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE TABLE visits_january PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE visits_february PARTITION OF visits FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE visits_else PARTITION OF visits DEFAULT PARTITION BY HASH (id);
CREATE TABLE visits_else_even PARTITION OF visits_else FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE visits_else_odd PARTITION OF visits_else FOR VALUES WITH (MODULUS 2, REMAINDER 1);
-- Unique values that are swapped: at the end of a transaction, and through a value that nobody has.
CREATE TABLE seats (name text PRIMARY KEY, place integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE badges (id integer PRIMARY KEY, number integer NOT NULL UNIQUE, owner text);
-- Keys that are equal without being the same.
CREATE TABLE coupons (code citext PRIMARY KEY, uses integer NOT NULL DEFAULT 0);
CREATE TABLE prices (amount numeric PRIMARY KEY, note text);
CREATE TABLE "Legacy Orders" ("Id" integer PRIMARY KEY, "Some Note" text);
CREATE TABLE report_lines (line integer PRIMARY KEY, words text);
CREATE TABLE counters (id integer PRIMARY KEY, n bigint NOT NULL);
CREATE TABLE events (id integer PRIMARY KEY, n integer NOT NULL, state text);
CREATE TABLE parents (id integer PRIMARY KEY, word text);
CREATE TABLE heirs (PRIMARY KEY (id)) INHERITS (parents);
CREATE TABLE audit (id bigserial PRIMARY KEY, account_id bigint, what text);

-- Fires before our triggers (its name sorts before theirs), and changes the same row again.
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (account_id, what) VALUES (NEW.id, TG_OP);
    UPDATE accounts SET touched = clock_timestamp() WHERE id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER a_audit AFTER UPDATE OF balance ON accounts FOR EACH ROW EXECUTE FUNCTION keep_audit();
-- Fires after ours, and changes the same row again.
CREATE FUNCTION settle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts SET name = NEW.name || ' settled' WHERE id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER z_settle AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION settle();
-- Fires before the row is written, changes it, and writes elsewhere.
CREATE FUNCTION count_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := NEW.words || ',';
    DELETE FROM ratings WHERE ctid = (SELECT ctid FROM ratings WHERE a = NEW.line LIMIT 1);
    RETURN NEW;
END
$$;
CREATE TRIGGER m_count BEFORE UPDATE ON report_lines FOR EACH ROW EXECUTE FUNCTION count_line();

INSERT INTO accounts (email, name, tags, facts, moods, balance, settings, picture)
SELECT 'Person' || i || '@example.test', 'näme ' || i, ARRAY['a', 'b\' || i], hstore('k', i::text),
       ARRAY['sad', 'happy']::mood[], i * 1.5, jsonb_build_object('i', i), decode(md5(i::text), 'hex')
  FROM generate_series(1, 400) AS i;
UPDATE accounts SET balance = 'NaN', touched = 'infinity', name = E'tab\tquote''line\nend' WHERE id % 100 = 0;
INSERT INTO orders (account_id, total) SELECT 1 + i % 400, i / 3.0 FROM generate_series(1, 400) AS i;
INSERT INTO order_lines SELECT id, 1, 'first' FROM orders;
INSERT INTO employees SELECT i, nullif(i / 2, 0), 'worker ' || i FROM generate_series(1, 100) AS i;
INSERT INTO favourites SELECT i % 20, i % 10 FROM generate_series(1, 300) AS i;
INSERT INTO notes SELECT i, '{"a": 1,  "a":2}', 'NaN' FROM generate_series(1, 100) AS i;
INSERT INTO ratings SELECT nullif(i % 60, 0), nullif(i % 7, 0) FROM generate_series(1, 100) AS i
    ON CONFLICT DO NOTHING;
INSERT INTO visits (day, path) SELECT date '2026-01-01' + (i % 80), '/p' || i FROM generate_series(1, 400) AS i;
INSERT INTO seats SELECT 'seat ' || i, i FROM generate_series(1, 60) AS i;
INSERT INTO badges SELECT i, i, 'owner ' || i FROM generate_series(1, 60) AS i;
INSERT INTO coupons (code) SELECT 'Code' || i FROM generate_series(1, 40) AS i;
INSERT INTO prices SELECT i, 'price' FROM generate_series(1, 40) AS i;
INSERT INTO "Legacy Orders" SELECT i, 'note ' || i FROM generate_series(1, 60) AS i;
INSERT INTO report_lines SELECT i, 'line ' || i FROM generate_series(1, 60) AS i;
INSERT INTO counters SELECT i, 0 FROM generate_series(1, 4) AS i;
INSERT INTO events SELECT i, 0, 'new' FROM generate_series(1, 1500) AS i;
INSERT INTO parents SELECT i, 'parent' FROM generate_series(1, 40) AS i;
INSERT INTO heirs SELECT i, 'heir' FROM generate_series(41, 80) AS i;
ANALYZE;
