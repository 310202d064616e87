package dev.dynolift.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.control.ProgressStore;
import dev.dynolift.postgres.Session;
import org.junit.jupiter.api.Test;

/** What is bound to roles, databases and functions, each in a database of its own. */
class CopiedRightsTest {

    @Test
    void policiesArriveAlsoWhereTheyNameRolesThatAreMissing() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_policies", "CREATE TABLE secret (id int, who text);");
        copied.asSourceSuperuser("DO $$ BEGIN CREATE ROLE support; EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                + " DO $$ BEGIN CREATE ROLE both_sides; EXCEPTION WHEN duplicate_object THEN NULL; END $$;");
        copied.asTargetSuperuser(
                "DO $$ BEGIN CREATE ROLE both_sides; EXCEPTION WHEN duplicate_object THEN NULL; END $$;");
        copied.asOwner("""
                INSERT INTO secret VALUES (1, 'a'), (2, 'b');
                ALTER TABLE secret ENABLE ROW LEVEL SECURITY;
                CREATE POLICY everybody ON secret AS RESTRICTIVE FOR UPDATE USING (id > 1) WITH CHECK (id > 2);
                CREATE POLICY supported ON secret TO support USING (who = current_user);
                CREATE POLICY shared ON secret FOR SELECT TO support, both_sides, heroku_owner USING (true);
                COMMENT ON POLICY shared ON secret IS 'for some';
                """);

        copied.copy();

        assertThat(copied.onTarget("SELECT polname, ARRAY(SELECT CASE role WHEN 0 THEN 'public' ELSE"
                        + " pg_get_userbyid(role)::text END FROM unnest(polroles) AS role ORDER BY 1),"
                        + " polpermissive, polcmd, pg_get_expr(polqual, polrelid), obj_description(oid, 'pg_policy')"
                        + " FROM pg_policy ORDER BY 1"))
                .containsExactly(
                        "everybody|{public}|f|w|(id > 1)|null",
                        "shared|{aws_app,both_sides}|t|r|true|for some",
                        "supported|{aws_app}|t|*|(who = CURRENT_USER)|null");
        assertThat(copied.onTarget("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'secret'"))
                .containsExactly("t|f");
        assertThat(copied.notes())
                .anySatisfy(note -> assertThat(note).contains("support", "policy supported", "policy shared"));
    }

    @Test
    void rightsOfTheOwnerAndOfRolesOnBothSidesArriveAndOthersAreTold() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_grants", "CREATE SCHEMA api;");
        String bothSides = "DO $$ BEGIN CREATE ROLE both_sides; EXCEPTION WHEN duplicate_object THEN NULL; END $$;";
        copied.asSourceSuperuser(
                bothSides + "DO $$ BEGIN CREATE ROLE reporting; EXCEPTION WHEN duplicate_object THEN NULL; END $$;");
        copied.asTargetSuperuser(bothSides);
        copied.asOwner("""
                CREATE TABLE api.item (id serial PRIMARY KEY, price int, cost int);
                CREATE FUNCTION api.hidden(a int, VARIADIC b text[]) RETURNS int LANGUAGE sql AS 'SELECT a';
                REVOKE ALL ON FUNCTION api.hidden FROM PUBLIC;
                GRANT USAGE ON SCHEMA api TO both_sides, reporting;
                GRANT SELECT, INSERT ON api.item TO both_sides WITH GRANT OPTION;
                GRANT SELECT (price), UPDATE (cost) ON api.item TO PUBLIC;
                GRANT SELECT ON api.item, api.item_id_seq TO reporting;
                CREATE TABLE api.frozen (id int);
                REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON api.frozen FROM heroku_owner;
                ALTER DEFAULT PRIVILEGES IN SCHEMA api GRANT SELECT ON TABLES TO both_sides;
                ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
                """);

        copied.copy();

        assertThat(copied.onTarget(
                        "SELECT relname, relacl FROM pg_class WHERE relname IN ('item', 'frozen') ORDER BY 1"))
                .containsExactly(
                        "frozen|{aws_app=rxt/aws_app}", "item|{aws_app=arwdDxt/aws_app,both_sides=a*r*/aws_app}");
        assertThat(copied.onTarget("SELECT attname, attacl FROM pg_attribute WHERE attacl IS NOT NULL"
                        + " AND attrelid = 'api.item'::regclass ORDER BY 1"))
                .containsExactly("cost|{=w/aws_app}", "price|{=r/aws_app}");
        assertThat(copied.onTarget("SELECT proacl FROM pg_proc WHERE proname = 'hidden'"))
                .containsExactly("{aws_app=X/aws_app}");
        assertThat(copied.onTarget("SELECT defaclobjtype, defaclacl FROM pg_default_acl ORDER BY 1"))
                .as("nobody may call a new function either")
                .containsExactly("f|{aws_app=X/aws_app}", "r|{both_sides=r/aws_app}");
        assertThat(copied.notes()).anySatisfy(note -> assertThat(note)
                .contains("reporting", "SELECT on TABLE api.item", "USAGE on SCHEMA api"));
    }

    @Test
    void settingsThatTheAppReliesOnArriveAndExtensionsStayInTheirSchema() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_settings", """
                CREATE SCHEMA heroku_ext;
                CREATE EXTENSION citext SCHEMA heroku_ext;
                SET search_path = "$user", public, heroku_ext;
                CREATE TABLE person (name citext PRIMARY KEY);
                INSERT INTO person VALUES ('Ada');
                CREATE VIEW shouting AS SELECT upper(name) AS name, regexp_match(name, 'a') FROM person;
                CREATE FUNCTION finds() RETURNS bigint STABLE LANGUAGE sql AS
                    'SELECT count(*) FROM person WHERE name = ''ADA''::citext';
                ALTER DATABASE rights_settings SET search_path = "$user", public, heroku_ext;
                ALTER DATABASE rights_settings SET timezone = 'Asia/Tokyo';
                ALTER ROLE heroku_owner IN DATABASE rights_settings SET statement_timeout = '90s';
                ALTER DATABASE rights_settings SET default_text_search_config = 'pg_catalog.german';
                """);
        copied.asSourceSuperuser("ALTER DATABASE rights_settings SET log_statement = 'all'");

        copied.copy().assertSame();

        assertThat(copied.onTarget("SELECT coalesce(rolname, '-'), unnest(setconfig) FROM pg_db_role_setting s"
                        + " LEFT JOIN pg_roles r ON r.oid = setrole WHERE setdatabase ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1, 2"))
                .containsExactlyInAnyOrder(
                        "-|search_path=\"$user\", public, heroku_ext",
                        "-|TimeZone=Asia/Tokyo",
                        "-|default_text_search_config=pg_catalog.german",
                        "aws_app|statement_timeout=90s");
        copied.assertSameAnswer("SELECT finds(), name FROM shouting");
        assertThat(copied.notes()).anySatisfy(note -> assertThat(note).contains("refused", "log_statement"));
    }

    @Test
    void checksWhoseFunctionsReadOtherTablesArriveAfterTheRows() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_checks", """
                CREATE TABLE a_first (id int PRIMARY KEY, kind text);
                CREATE TABLE z_kinds (kind text PRIMARY KEY);
                INSERT INTO z_kinds VALUES ('good');
                CREATE FUNCTION known(k text) RETURNS bool STABLE LANGUAGE plpgsql AS
                    'BEGIN RETURN EXISTS (SELECT FROM z_kinds WHERE kind = k); END';
                ALTER TABLE a_first ADD CONSTRAINT kind_known CHECK (known(kind)) NO INHERIT;
                COMMENT ON CONSTRAINT kind_known ON a_first IS 'reads z_kinds';
                CREATE DOMAIN kind AS text CONSTRAINT kind_known CHECK (known(VALUE));
                CREATE TABLE b_typed (k kind);
                CREATE TABLE parted (id int, k text, CONSTRAINT part_known CHECK (known(k))) PARTITION BY LIST (id);
                CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
                INSERT INTO a_first VALUES (1, 'good'); INSERT INTO b_typed VALUES ('good');
                INSERT INTO parted VALUES (1, 'good');
                CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO missing_yet VALUES (1); RETURN NEW; END';
                CREATE TRIGGER late BEFORE INSERT ON a_first FOR EACH ROW EXECUTE FUNCTION late();
                ALTER TABLE a_first DISABLE TRIGGER late;
                CREATE TABLE missing_yet (id int);
                """);

        copied.copy().assertSame();

        assertThat(copied.onTarget("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
                .isEmpty();
    }

    @Test
    void aCheckThatOldRowsNoLongerPassIsLeftNotValidAndSaid() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_old_rows", """
                CREATE FUNCTION allowed(i int) RETURNS bool LANGUAGE sql AS 'SELECT true';
                CREATE TABLE old (i int CONSTRAINT old_allowed CHECK (allowed(i)));
                INSERT INTO old VALUES (1);
                CREATE OR REPLACE FUNCTION allowed(i int) RETURNS bool LANGUAGE sql AS 'SELECT i > 1';
                """);

        copied.copyWithoutComparison();

        copied.assertSameAnswer("SELECT i FROM old");
        assertThat(copied.onTarget("SELECT convalidated FROM pg_constraint WHERE conname = 'old_allowed'"))
                .containsExactly("f");
        assertThat(copied.notes()).anySatisfy(note -> assertThat(note).contains("old_allowed", "NOT VALID"));
    }

    @Test
    void viewsOnViewsAndOnFunctionsThatSearchAPathAreFilled() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_views", """
                CREATE TABLE sale (id int PRIMARY KEY, amount int);
                INSERT INTO sale SELECT i, i * 2 FROM generate_series(1, 10) i;
                CREATE FUNCTION total() RETURNS bigint STABLE LANGUAGE sql AS 'SELECT sum(amount) FROM sale';
                CREATE MATERIALIZED VIEW z_base AS SELECT id, amount FROM sale WHERE amount > 4;
                CREATE MATERIALIZED VIEW a_upon AS SELECT count(*) AS n, total() AS total FROM z_base;
                CREATE UNIQUE INDEX z_base_id ON z_base (id);
                CREATE MATERIALIZED VIEW empty AS SELECT 1 AS one WITH NO DATA;
                CREATE VIEW grouped AS SELECT s.id, s.amount, count(*) FROM sale s GROUP BY s.id;
                CREATE MATERIALIZED VIEW by_key AS SELECT s.id, s.amount FROM sale s GROUP BY s.id;
                CREATE INDEX by_key_amount ON by_key (amount);
                CREATE RULE quiet AS ON DELETE TO sale DO INSTEAD NOTHING;
                """);

        copied.copy().assertSame();

        copied.assertSameAnswer("SELECT * FROM a_upon");
        copied.assertSameAnswer("SELECT relname, relispopulated FROM pg_class WHERE relkind = 'm' ORDER BY 1");
    }

    @Test
    void aCopyThatWasKilledLeavesNothingBehindWhenItStartsOver() {
        CopiedDefinitions copied = CopiedDefinitions.of("rights_start_over", """
                CREATE EXTENSION hstore; CREATE EXTENSION ltree SCHEMA public;
                CREATE SCHEMA other;
                CREATE TYPE mood AS ENUM ('sad'); CREATE DOMAIN other.small AS int CHECK (VALUE < 9);
                CREATE FUNCTION plus(a int, b int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT a + b';
                CREATE AGGREGATE sums(int) (sfunc = plus, stype = int);
                CREATE OPERATOR === (leftarg = int, rightarg = int, function = plus);
                CREATE TEXT SEARCH CONFIGURATION plain (COPY = simple);
                CREATE CAST (mood AS int) WITH FUNCTION plus2(mood);
                CREATE TABLE part (id int, m mood, s other.small, h hstore, PRIMARY KEY (id)) PARTITION BY RANGE (id);
                CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100);
                CREATE TABLE other.kid (id int REFERENCES part, n int DEFAULT plus(1, 2)) ;
                CREATE VIEW looking AS SELECT * FROM other.kid;
                CREATE MATERIALIZED VIEW seeing AS SELECT * FROM looking;
                CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                INSERT INTO part VALUES (1, 'sad', 3, 'a=>b'); INSERT INTO other.kid VALUES (1, 1);
                """.replace(
                "CREATE CAST", "CREATE FUNCTION plus2(mood) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE CAST"));
        copied.beginAndForget();

        Removal.run(copied.target());
        try (Session session = copied.target().open("test")) {
            ProgressStore.remove(session);
        }

        assertThat(copied.onTarget("SELECT pg_describe_object(classid, objid, 0) FROM (SELECT 'pg_class'::regclass AS"
                        + " classid, oid AS objid FROM pg_class UNION SELECT 'pg_proc'::regclass, oid FROM pg_proc UNION"
                        + " SELECT 'pg_type'::regclass, oid FROM pg_type UNION SELECT 'pg_namespace'::regclass, oid FROM"
                        + " pg_namespace UNION SELECT 'pg_cast'::regclass, oid FROM pg_cast UNION SELECT"
                        + " 'pg_operator'::regclass, oid FROM pg_operator UNION SELECT 'pg_collation'::regclass, oid FROM"
                        + " pg_collation UNION SELECT 'pg_extension'::regclass, oid FROM pg_extension) AS everything"
                        + " WHERE objid >= 16384"))
                .isEmpty();
        copied.copy().assertSame();
    }
}
