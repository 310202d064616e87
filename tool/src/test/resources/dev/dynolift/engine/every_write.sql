-- Tables of every shape and keys of every type; EveryWriteTest writes to them in every way.
CREATE TABLE levels (id int, region text, at date, word text, PRIMARY KEY (id, region, at)) PARTITION BY LIST (region);
CREATE TABLE levels_eu PARTITION OF levels FOR VALUES IN ('eu') PARTITION BY RANGE (at);
CREATE TABLE levels_eu_old PARTITION OF levels_eu FOR VALUES FROM (MINVALUE) TO ('2026-01-01');
CREATE TABLE levels_eu_new PARTITION OF levels_eu FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
CREATE TABLE levels_us PARTITION OF levels FOR VALUES IN ('us') PARTITION BY HASH (id);
CREATE TABLE levels_us_0 PARTITION OF levels_us FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE levels_us_1 PARTITION OF levels_us FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE levels_rest PARTITION OF levels DEFAULT;
INSERT INTO levels SELECT i, (ARRAY['eu', 'us', 'asia'])[1 + i % 3], date '2025-12-01' + i, 'word ' || i
  FROM generate_series(1, 90) AS i;
CREATE TABLE keyless_parts (number int, word text) PARTITION BY HASH (number);
CREATE TABLE keyless_parts_0 PARTITION OF keyless_parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE keyless_parts_1 PARTITION OF keyless_parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO keyless_parts SELECT i % 10, 'copy' FROM generate_series(1, 40) AS i;
CREATE TABLE animals (id int PRIMARY KEY, word text);
CREATE TABLE dogs (breed text, PRIMARY KEY (id)) INHERITS (animals);
CREATE TABLE puppies (PRIMARY KEY (id)) INHERITS (dogs);
INSERT INTO animals SELECT i, 'animal' FROM generate_series(1, 10) AS i;
INSERT INTO dogs SELECT i, 'dog', 'mixed' FROM generate_series(11, 20) AS i;
INSERT INTO puppies SELECT i, 'puppy', 'mixed' FROM generate_series(21, 30) AS i;
CREATE TABLE folders (id int PRIMARY KEY, parent int REFERENCES folders ON DELETE CASCADE ON UPDATE CASCADE);
CREATE TABLE files (id int PRIMARY KEY, folder int REFERENCES folders ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO folders SELECT i, NULLIF(i / 2, 0) FROM generate_series(1, 40) AS i;
INSERT INTO files SELECT i, 1 + i % 40 FROM generate_series(1, 80) AS i;
CREATE TABLE hens (id int PRIMARY KEY, egg int);
CREATE TABLE eggs (id int PRIMARY KEY, hen int REFERENCES hens DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE hens ADD FOREIGN KEY (egg) REFERENCES eggs DEFERRABLE INITIALLY DEFERRED;
BEGIN;
INSERT INTO hens SELECT i, i FROM generate_series(1, 5) AS i;
INSERT INTO eggs SELECT i, i FROM generate_series(1, 5) AS i;
COMMIT;
CREATE TABLE bag (number int, word text, price real);
INSERT INTO bag SELECT i % 5, NULLIF('copy ' || i % 3, 'copy 0'), 'NaN' FROM generate_series(1, 60) AS i;
CREATE TABLE partly (number int, word text);
CREATE UNIQUE INDEX ON partly (number) WHERE word IS NULL;
INSERT INTO partly VALUES (1, NULL), (1, 'a'), (1, 'a'), (2, NULL);
CREATE TABLE late (number int NOT NULL UNIQUE DEFERRABLE INITIALLY DEFERRED, word text);
INSERT INTO late SELECT i, 'late' FROM generate_series(1, 10) AS i;
CREATE TABLE counted (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text, twice text GENERATED ALWAYS AS (word || word) STORED);
INSERT INTO counted (word) SELECT 'w' || i FROM generate_series(1, 10) AS i;
CREATE DOMAIN even AS int CHECK (VALUE % 2 = 0);
CREATE DOMAIN daytime AS timestamptz;
CREATE TYPE suit AS ENUM ('spades', 'hearts', 'clubs');
CREATE COLLATION level1 (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
DO $$
DECLARE
    kind record;
BEGIN
    FOR kind IN SELECT * FROM (VALUES
        ('boolean', 'boolean', 'true', 'false', NULL), ('char', '"char"', 'a', 'b', 'c'),
        ('padded', 'character(5)', 'a', 'ab', 'a b'), ('varied', 'varchar(9)', 'a', 'A', 'a '),
        ('name', 'name', 'n', 'N', 'm'), ('text', 'text', '', ' ', E'tab\tquote''back\\slash'),
        ('smallint', 'smallint', '-1', '0', '1'), ('bigint', 'bigint', '-9223372036854775808', '0', '5'),
        ('numeric', 'numeric', '1.00', 'NaN', '1e-500'), ('real', 'real', '0.1', '-0', 'Infinity'),
        ('double', 'float8', '0.30000000000000004', 'NaN', '5e-324'),
        ('uuid', 'uuid', '00000000-0000-0000-0000-000000000000', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
         'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a12'),
        ('bytea', 'bytea', '', '\x00', '\x5c27'), ('date', 'date', 'infinity', '0044-03-15 BC', '2026-02-01'),
        ('time', 'time', '00:00', '24:00', '01:02:03.000004'),
        ('timetz', 'timetz', '01:00+02', '01:00-02', '23:00+00'),
        ('timestamp', 'timestamp', '-infinity', '2026-03-29 02:30', '294276-01-01'),
        ('timestamptz', 'timestamptz', '2026-10-25 02:30+02', '2026-10-25 02:30+01', 'infinity'),
        ('interval', 'interval', '1 mon', '31 days -1 s', '-1 year 2 mons'), ('money', 'money', '1.5', '-2', '0'),
        ('inet', 'inet', '10.0.0.1', '10.0.0.1/8', '::1'), ('macaddr', 'macaddr', '08:00:2b:01:02:03',
         '08:00:2b:01:02:04', '08:00:2b:01:02:05'), ('bit', 'bit(3)', '101', '000', '111'),
        ('varbit', 'varbit', '', '0', '00'), ('enum', 'suit', 'spades', 'hearts', 'clubs'),
        ('domain', 'even', '2', '4', '6'), ('of_domain', 'daytime', '2026-01-01', 'infinity', '2026-06-01 12:00+05:30'),
        ('array', 'int[]', '{}', '[0:1]={1,2}', '{1,NULL}'), ('dates', 'date[]', '{}', '{2026-01-02}', '{infinity}'),
        ('range', 'tstzrange', 'empty', '[2026-01-01,)', '(,2026-01-01]'), ('jsonb', 'jsonb', '1.0', '{"a": 1}', '"x"'),
        ('citext', 'citext', 'Case', 'other', 'third'), ('loose', 'text COLLATE level1', 'résumé', 'other', 'third'),
        ('oid', 'oid', '1', '4000000000', '3')
    ) AS kinds (word, type, one, two, three)
    LOOP
        EXECUTE format('CREATE TABLE %I (k %s PRIMARY KEY, v text)', 'key_' || kind.word, kind.type);
        EXECUTE format('INSERT INTO %I VALUES (%L, ''one''), (%L, ''two'')', 'key_' || kind.word, kind.one, kind.two);
        EXECUTE format('CREATE FUNCTION third_%s() RETURNS text LANGUAGE sql AS %L', kind.word,
                       format('SELECT %L::text', kind.three));
    END LOOP;
END
$$;
