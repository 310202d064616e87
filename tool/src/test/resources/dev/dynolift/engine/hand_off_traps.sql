-- A table a trap; capture is installed in the order of their names.
CREATE TABLE a_open_since (id integer PRIMARY KEY, word text);
INSERT INTO a_open_since VALUES (1, 'before');
CREATE TABLE older (id integer PRIMARY KEY, word text);
INSERT INTO older VALUES (1, 'before'), (2, 'before');
CREATE TABLE numbered (id integer PRIMARY KEY);
CREATE TABLE saved (id integer PRIMARY KEY, n integer NOT NULL DEFAULT 0);
INSERT INTO saved SELECT generate_series(1, 300);
CREATE TABLE nested (id integer PRIMARY KEY, word text);
CREATE FUNCTION nested_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 3 THEN
        UPDATE nested SET word = word || '.' WHERE id = NEW.id;
    END IF;
    RETURN NULL;
END
$$;
CREATE FUNCTION nested_before() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.word := NEW.word || '-';
    NEW.id := CASE WHEN NEW.word LIKE 'moved%' THEN NEW.id + 1000 ELSE NEW.id END;
    RETURN NEW;
END
$$;
-- One fires before the triggers of the capture, one after them: the order of their names.
CREATE TRIGGER a_again AFTER INSERT OR UPDATE ON nested FOR EACH ROW EXECUTE FUNCTION nested_again();
CREATE TRIGGER z_again AFTER INSERT OR UPDATE ON nested FOR EACH ROW EXECUTE FUNCTION nested_again();
CREATE TRIGGER m_before BEFORE INSERT ON nested FOR EACH ROW EXECUTE FUNCTION nested_before();
CREATE TABLE swapped (id integer PRIMARY KEY, place integer NOT NULL UNIQUE, late integer UNIQUE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO swapped SELECT i, i, i FROM generate_series(1, 9) AS i;
CREATE TABLE chained (id integer PRIMARY KEY, word text);
INSERT INTO chained SELECT i, 'row ' || i FROM generate_series(1, 9) AS i;
CREATE TABLE reborn (id integer PRIMARY KEY, word text);
INSERT INTO reborn SELECT i, 'first life' FROM generate_series(1, 3) AS i;
CREATE TABLE hot (id integer PRIMARY KEY, n bigint NOT NULL);
INSERT INTO hot VALUES (1, 0);
CREATE TABLE vacuumed (id serial PRIMARY KEY, at timestamptz DEFAULT clock_timestamp());
CREATE TABLE z_last (id integer PRIMARY KEY, word text);
