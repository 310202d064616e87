-- Rows that trade values which must be unique: by a second key, among some rows alone, as an expression, as ranges, and
-- with a number that no UPDATE may set. And one whose key has many ways to be written.
CREATE TABLE places (
    id     int PRIMARY KEY,
    place  int NOT NULL UNIQUE,
    label  text,
    active boolean NOT NULL,
    code   text NOT NULL,
    span   int4range NOT NULL,
    number int GENERATED ALWAYS AS IDENTITY,
    twice  int GENERATED ALWAYS AS (place * 2) STORED,
    words  text,
    EXCLUDE USING gist (span WITH &&)
);
CREATE UNIQUE INDEX places_of_active ON places (label) WHERE active;
CREATE UNIQUE INDEX places_by_code ON places (lower(code));
INSERT INTO places (id, place, label, active, code, span, words)
SELECT i, i, 'label ' || i / 2, i % 2 = 0, 'Code ' || i, int4range(10 * i, 10 * i + 5), repeat('x', i)
  FROM generate_series(1, 300) AS i;
CREATE TABLE amounts (amount numeric PRIMARY KEY, number int GENERATED ALWAYS AS IDENTITY, words text);
INSERT INTO amounts (amount, words) SELECT i, 'first' FROM generate_series(1, 100) AS i;
