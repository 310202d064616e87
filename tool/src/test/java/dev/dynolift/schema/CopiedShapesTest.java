package dev.dynolift.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nasty shapes, each in a database of its own. */
class CopiedShapesTest {

    @Test
    void aTableWithoutKeyAndUniqueIndexesThatAreNoKeysArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_keys", """
                CREATE TABLE bag (a int, b text);
                INSERT INTO bag VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (NULL, NULL);
                CREATE TABLE odd (a int NOT NULL, b text, c int);
                CREATE UNIQUE INDEX odd_partial ON odd (a) WHERE c > 0;
                CREATE UNIQUE INDEX odd_expression ON odd (lower(b));
                ALTER TABLE odd ADD CONSTRAINT odd_deferred UNIQUE (a, c) DEFERRABLE INITIALLY DEFERRED;
                ALTER TABLE odd ADD CONSTRAINT odd_including UNIQUE (b) INCLUDE (c) WITH (fillfactor = 70);
                INSERT INTO odd VALUES (1, 'A', 0), (1, 'B', -1), (2, NULL, 3);
                CREATE TABLE replicated (id int NOT NULL, "Odd; Name" text NOT NULL,
                    CONSTRAINT "semi;colon" UNIQUE ("Odd; Name"), PRIMARY KEY (id) DEFERRABLE);
                ALTER TABLE replicated REPLICA IDENTITY USING INDEX "semi;colon";
                ALTER TABLE replicated CLUSTER ON "semi;colon";
                CREATE INDEX replicated_length ON replicated (length("Odd; Name"));
                ALTER INDEX replicated_length ALTER COLUMN 1 SET STATISTICS 400;
                COMMENT ON CONSTRAINT "semi;colon" ON replicated IS 'a comment; with a semicolon';
                COMMENT ON INDEX odd_partial IS 'kept';
                CREATE STATISTICS replicated_both ON id, "Odd; Name" FROM replicated;
                INSERT INTO replicated SELECT i, 'name ' || i FROM generate_series(1, 300) i;
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT a, b, count(*) FROM bag GROUP BY 1, 2 ORDER BY 1");
        assertThat(copied.onTarget("SELECT count(*) FROM pg_stats WHERE tablename = 'replicated_length'"))
                .as("statistics of the indexed expression")
                .containsExactly("1");
        assertThat(copied.onTarget("SELECT count(*) FROM pg_stats_ext WHERE statistics_name = 'replicated_both'"))
                .as("extended statistics")
                .containsExactly("1");
    }

    @Test
    void foreignKeysThatReferToThemselvesInACircleOrNotValidArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_foreign_keys", """
                CREATE TABLE person (id int PRIMARY KEY, boss int REFERENCES person ON DELETE SET NULL, home int);
                CREATE TABLE house (id int PRIMARY KEY, owner int NOT NULL REFERENCES person ON DELETE CASCADE
                    DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO person VALUES (1, 1, 1), (2, 1, 1), (3, 2, 2);
                INSERT INTO house VALUES (1, 1), (2, 3);
                ALTER TABLE person ADD FOREIGN KEY (home) REFERENCES house DEFERRABLE;
                CREATE TABLE visit (id int PRIMARY KEY, person int, house int REFERENCES house);
                INSERT INTO visit VALUES (1, 99, 1), (2, 1, 2);
                ALTER TABLE visit ADD CONSTRAINT visit_person FOREIGN KEY (person) REFERENCES person NOT VALID;
                CREATE TABLE event (id int, at int, person int REFERENCES person, PRIMARY KEY (id, at))
                    PARTITION BY RANGE (at);
                CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (10);
                CREATE TABLE event_2 PARTITION OF event DEFAULT;
                INSERT INTO event VALUES (1, 1, 1), (2, 20, NULL);
                CREATE TABLE echo (id int PRIMARY KEY, event int, at int, FOREIGN KEY (event, at) REFERENCES event);
                INSERT INTO echo VALUES (1, 1, 1), (2, 2, 20);
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer(
                "SELECT conrelid::regclass::text COLLATE \"C\", conname, convalidated, condeferred, confdeltype"
                        + " FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 ORDER BY 1, 2");
        assertThat(copied.onTarget("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
                .containsExactly("visit_person");
    }

    @Test
    void aForeignKeyThatTheSourcesRowsBreakBehindItsBackIsLeftNotValidAndSaid() {
        CopiedDefinitions copied = CopiedDefinitions.of(
                "shapes_broken_key",
                "CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (parent int REFERENCES parent);");
        copied.asSourceSuperuser("SET session_replication_role = replica; INSERT INTO child VALUES (7)");

        copied.copyWithoutComparison();

        assertThat(copied.onTarget("SELECT convalidated FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("f");
        assertThat(copied.notes())
                .anySatisfy(
                        note -> assertThat(note).contains("child_parent_fkey").contains("NOT VALID"));
    }

    @Test
    void identityGeneratedColumnsAndSequencesOfEveryKindArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_columns", """
                CREATE TABLE numbered (id int GENERATED ALWAYS AS IDENTITY (START 100 INCREMENT -5 MINVALUE -7 MAXVALUE 500 CYCLE)
                    PRIMARY KEY, twice int GENERATED ALWAYS AS (base * 2) STORED, base int, dropped text);
                ALTER TABLE numbered DROP COLUMN dropped;
                CREATE SEQUENCE shared AS smallint INCREMENT -3 MAXVALUE -1 MINVALUE -3000 CACHE 20 CYCLE;
                CREATE TABLE one (id int DEFAULT nextval('shared'));
                CREATE TABLE two (id int DEFAULT nextval('shared'), old serial, name text COLLATE "C" DEFAULT 'it''s');
                ALTER TABLE two ALTER name SET STORAGE EXTERNAL, ALTER name SET STATISTICS 7;
                CREATE UNLOGGED TABLE fleeting (id bigint GENERATED BY DEFAULT AS IDENTITY);
                INSERT INTO numbered (base) VALUES (1), (2);
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT * FROM numbered ORDER BY 1");
    }

    @Test
    void partitionsThreeLevelsDeepWithADefaultArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_partitions", """
                CREATE TABLE sale (region text, at date, id int, note text, PRIMARY KEY (region, at, id))
                    PARTITION BY LIST (region);
                CREATE TABLE sale_eu PARTITION OF sale FOR VALUES IN ('eu', 'uk') PARTITION BY RANGE (at);
                CREATE TABLE sale_eu_1 PARTITION OF sale_eu FOR VALUES FROM (MINVALUE) TO ('2020-01-01')
                    PARTITION BY HASH (id);
                CREATE TABLE sale_eu_1_0 PARTITION OF sale_eu_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE sale_eu_1_1 PARTITION OF sale_eu_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                CREATE TABLE sale_eu_2 (note text, id int NOT NULL, gone int, at date NOT NULL, region text NOT NULL);
                ALTER TABLE sale_eu_2 DROP COLUMN gone;
                ALTER TABLE sale_eu ATTACH PARTITION sale_eu_2 DEFAULT;
                CREATE TABLE sale_rest PARTITION OF sale DEFAULT;
                CREATE INDEX sale_note ON sale (note);
                CREATE INDEX sale_rest_only ON sale_rest (lower(note));
                INSERT INTO sale SELECT (ARRAY['eu', 'uk', 'us'])[1 + i % 3], date '2019-12-01' + i, i, 'n' || i
                    FROM generate_series(1, 90) i;
                UPDATE sale SET region = 'eu' WHERE id = 2;
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer(
                "SELECT tableoid::regclass::text COLLATE \"C\", count(*) FROM sale GROUP BY 1 ORDER BY 1");
        assertThat(copied.onTarget("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("0");
        assertThat(copied.onTarget(
                        "SELECT count(DISTINCT (tablename, inherited)) FROM pg_stats WHERE tablename LIKE 'sale%'"))
                .as("statistics of three parents, four leaves and the indexed expression")
                .containsExactly("8");
    }

    @Test
    void childrenByInheritanceArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_inheritance", """
                CREATE TABLE animal (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', CHECK (id > 0));
                CREATE TABLE pet (owner text) INHERITS (animal);
                CREATE TABLE toy (price int, CHECK (price > 0) NO INHERIT);
                CREATE TABLE robot_dog (id int UNIQUE, name text DEFAULT 'y') INHERITS (pet, toy);
                INSERT INTO animal VALUES (1, 'a'); INSERT INTO pet VALUES (2, 'b', 'c');
                INSERT INTO robot_dog VALUES (3, 'd', 'e', 4);
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT tableoid::regclass, id, name FROM animal ORDER BY id");
    }

    @Test
    void namesOfEveryKindArriveAsTheyWere() {
        String longest = "é".repeat(31) + "x";
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_names", """
                CREATE SCHEMA "Mixed Case; -- schema";
                CREATE TABLE "Mixed Case; -- schema"."select" ("from" int PRIMARY KEY, "quo""te" text UNIQUE,
                    "new
                line" text, "%1$s" int REFERENCES "Mixed Case; -- schema"."select");
                CREATE INDEX "ix ; Type: TABLE; Schema: public" ON "Mixed Case; -- schema"."select" ("new
                line");
                CREATE TABLE "%1$s" (id int PRIMARY KEY, "日本" text UNIQUE);
                CREATE TABLE "dynolift_log" (id int PRIMARY KEY);
                CREATE TABLE schema_entry (number int PRIMARY KEY, definition text);
                CREATE FUNCTION pasted() RETURNS text LANGUAGE sql AS $body$
                SELECT '
                --
                -- TOC entry 1 (class 1259 OID 1)
                -- Name: trap; Type: TABLE; Schema: public; Owner: -
                --

                CREATE TABLE trap (id int);
                ' $body$;
                COMMENT ON TABLE "%1$s" IS E'quoted '' and \\\\ and ? and {oj} and $1';
                INSERT INTO "%1$s" VALUES (1, 'a');
                """.formatted(longest));

        copied.copy().assertSame();

        assertThat(copied.onTarget("SELECT to_regclass('trap') IS NULL")).containsExactly("t");
    }

    @Test
    void aTableOfSixteenHundredColumnsSomeDroppedArrivesAsItWas() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_wide", """
                SELECT 'CREATE TABLE wide (' || string_agg('c' || i || ' smallint', ', ') || ')'
                  FROM generate_series(1, 1600) i \\gexec
                ALTER TABLE wide DROP COLUMN c800, DROP COLUMN c1;
                ALTER TABLE wide ADD PRIMARY KEY (c2);
                INSERT INTO wide (c2, c1600) VALUES (1, 2);
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT c2, c3, c1600 FROM wide");
    }

    @Test
    void typesWithHistoryArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_types", """
                CREATE TYPE mood AS ENUM ('sad', 'happy');
                ALTER TYPE mood ADD VALUE 'so so' BEFORE 'happy';
                ALTER TYPE mood RENAME VALUE 'sad' TO 'SAD';
                CREATE DOMAIN positive AS int CHECK (VALUE > -100);
                CREATE TYPE pair AS (a int, b mood);
                CREATE TYPE span AS RANGE (subtype = int, multirange_type_name = spans);
                CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree;
                CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
                CREATE TABLE typed (m mood, p positive, c pair, s spans, a int[], h hstore, t tsvector, e citext,
                    l ltree, b text COLLATE blind);
                INSERT INTO typed VALUES ('so so', -5, (1, 'happy'), '{[1,3),[7,9)}', '[-2:0]={1,2,3}', 'a=>NULL',
                    'fat:1A cat', 'MiXed', 'a.b', 'É');
                ALTER DOMAIN positive ADD CONSTRAINT positive_now CHECK (VALUE > 0) NOT VALID;
                CREATE INDEX typed_h ON typed USING gin (h);
                CREATE INDEX typed_l ON typed USING gist (l);
                CREATE UNIQUE INDEX typed_b ON typed (b);
                CREATE INDEX typed_t ON typed USING gin (t) WHERE m > 'SAD';
                CREATE TABLE booked (room int, during int4range, EXCLUDE USING gist (during WITH &&)
                    DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO booked VALUES (1, '[1,5)'), (1, '[5,6)');
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT * FROM typed");
        copied.assertSameAnswer("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder");
    }

    @Test
    void aTableWithoutColumnsAndOneWhoseColumnsAreAllGeneratedArriveAsTheyWere() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_no_columns", """
                CREATE TABLE nothing ();
                INSERT INTO nothing DEFAULT VALUES;
                INSERT INTO nothing DEFAULT VALUES;
                CREATE TABLE computed (gone int, answer int GENERATED ALWAYS AS (42) STORED);
                INSERT INTO computed DEFAULT VALUES;
                ALTER TABLE computed DROP COLUMN gone;
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT (SELECT count(*) FROM nothing), (SELECT count(*) FROM computed)");
    }

    @Test
    void aCheckThatTakesTheWholeRowArrivesOnce() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_row_check", """
                CREATE TABLE checked (id int);
                CREATE FUNCTION fits(checked) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1.id > 0';
                ALTER TABLE checked ADD CONSTRAINT whole CHECK (fits(checked.*));
                COMMENT ON CONSTRAINT whole ON checked IS 'takes the row';
                INSERT INTO checked VALUES (1);
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT conname, convalidated FROM pg_constraint WHERE conname = 'whole'");
    }

    @Test
    void anOperatorThatIsOnlyANameIsNotMissed() {
        CopiedDefinitions copied = CopiedDefinitions.of("shapes_operator", """
                CREATE FUNCTION alike(boolean, boolean) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2';
                CREATE OPERATOR === (LEFTARG = boolean, RIGHTARG = boolean, FUNCTION = alike, NEGATOR = !==);
                DROP OPERATOR === (boolean, boolean);
                """);

        copied.copy().assertSame();

        assertThat(copied.onSource("SELECT oprname FROM pg_operator WHERE oprcode = 0"))
                .containsExactly("!==");
    }
}
