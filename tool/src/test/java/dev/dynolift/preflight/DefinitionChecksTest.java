package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.postgres.Database;
import org.junit.jupiter.api.Test;

/** What the database holds, and what its definitions name: one test a check, each provokes it. */
class DefinitionChecksTest {

    @Test
    void roles_that_policies_and_grants_name_are_looked_for_at_the_target() {
        PreflightDatabases databases = PreflightDatabases.fresh("roles")
                .asSourceSuperuser("DO $$ BEGIN CREATE ROLE preflight_auditor; CREATE ROLE preflight_reader;"
                        + " EXCEPTION WHEN duplicate_object THEN NULL; END $$;"
                        + " CREATE TABLE of_another (id int); GRANT SELECT ON of_another TO heroku_owner")
                .asApp("CREATE TABLE t (id int); CREATE POLICY p ON t TO preflight_auditor USING (true);"
                        + " GRANT SELECT ON t TO preflight_reader");

        Finding policy = databases.finding(Roles.class, Kind.COPY, "no role preflight_auditor");
        Finding grant = databases.finding(Roles.class, Kind.COPY, "no role preflight_reader");
        Finding owner = databases.finding(Roles.class, Kind.COPY, "will belong to aws_app");

        assertThat(policy.severity()).isEqualTo(Severity.WARNING);
        assertThat(policy.why()).contains("public.t");
        assertThat(grant.severity()).isEqualTo(Severity.WARNING);
        assertThat(owner.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void row_level_security_that_hides_rows_from_us_blocks_and_other_does_not() {
        PreflightDatabases databases = PreflightDatabases.fresh("row_security")
                .asApp("CREATE TABLE open (id int); ALTER TABLE open ENABLE ROW LEVEL SECURITY;"
                        + " CREATE TABLE forced (id int); ALTER TABLE forced ENABLE ROW LEVEL SECURITY;"
                        + " ALTER TABLE forced FORCE ROW LEVEL SECURITY");
        Database superuser =
                PreflightDatabases.database("source", databases.addresses().sourceSuperuser());

        Finding atSource = databases.finding(RowSecurity.class, Kind.COPY, "hides rows of public.forced from");
        Finding atTarget = PreflightDatabases.one(
                databases.look(RowSecurity.class, Kind.COPY, superuser, databases.target()), "public.forced");

        assertThat(atSource.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(atSource.side()).isEqualTo(Side.SOURCE);
        assertThat(atTarget.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(atTarget.side()).isEqualTo(Side.TARGET);
    }

    @Test
    void extension_that_is_not_to_be_had_or_that_only_a_superuser_creates_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("extensions")
                .asSourceSuperuser(
                        "CREATE EXTENSION old_snapshot; CREATE EXTENSION pageinspect;" + " CREATE EXTENSION ltree");

        Report report = databases.look(Extensions.class, Kind.COPY);

        assertThat(PreflightDatabases.one(report, "old_snapshot is not to be had")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(PreflightDatabases.one(report, "only a superuser may create the extension pageinspect")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(PreflightDatabases.one(report, "ltree comes in version 1.3, the source has 1.2")
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void extension_of_an_older_version_at_the_target_is_warned_of() {
        PreflightDatabases databases =
                PreflightDatabases.fresh("older_extension").asTargetSuperuser("CREATE EXTENSION ltree");
        Database newer =
                PreflightDatabases.database("source", databases.addresses().targetMaster());
        Database older =
                PreflightDatabases.database("target", databases.addresses().sourceOwner());

        assertThat(PreflightDatabases.one(
                                databases.look(Extensions.class, Kind.COPY, newer, older),
                                "ltree comes in version 1.2, the source has 1.3")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(Versioned.isOlder("1.9", "1.10")).isTrue();
        assertThat(Versioned.isOlder("3.4.2", "3.4.2")).isFalse();
    }

    @Test
    void rows_that_somebody_configured_in_an_extension_are_told() {
        PreflightDatabases databases = PreflightDatabases.fresh("extension_rows")
                .asSourceSuperuser(
                        "CREATE TABLE jobs (id int, own bool); INSERT INTO jobs VALUES (1, true), (2, true), (3, false);"
                                + " GRANT SELECT ON jobs TO heroku_owner; ALTER EXTENSION plpgsql ADD TABLE jobs;"
                                + " SET allow_system_table_mods = on;"
                                + " UPDATE pg_extension SET extconfig = ARRAY['jobs'::regclass::oid],"
                                + " extcondition = ARRAY['WHERE own'] WHERE extname = 'plpgsql'");

        Finding copied = databases.finding(ExtensionRows.class, Kind.COPY, "public.jobs of the extension plpgsql");
        Finding left = databases.finding(ExtensionRows.class, Kind.ROWS, "public.jobs of the extension plpgsql");

        assertThat(copied.severity()).isEqualTo(Severity.INFO);
        assertThat(copied.what()).endsWith("rows of your own: 2");
        assertThat(left.severity()).isEqualTo(Severity.WARNING);
        assertThat(left.next())
                .endsWith(
                        "psql \"$DYNOLIFT_SOURCE_URL\" -c 'COPY (SELECT id, own FROM public.jobs WHERE own) TO STDOUT'"
                                + " | psql \"$DYNOLIFT_TARGET_URL\""
                                + " -c 'CREATE TEMP TABLE carried AS SELECT id, own FROM public.jobs WITH NO DATA'"
                                + " -c 'COPY carried FROM STDIN'"
                                + " -c 'INSERT INTO public.jobs (id, own) OVERRIDING SYSTEM VALUE SELECT * FROM carried"
                                + " ON CONFLICT DO NOTHING'");
    }

    @Test
    void function_behind_an_index_or_a_generated_column_that_needs_a_search_path_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("expressions")
                .asApp("CREATE FUNCTION inner_word(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';"
                        + " CREATE FUNCTION word(text) RETURNS text IMMUTABLE LANGUAGE plpgsql"
                        + " AS 'BEGIN RETURN inner_word($1); END';"
                        + " CREATE FUNCTION safe(text) RETURNS text IMMUTABLE LANGUAGE plpgsql"
                        + " SET search_path = public AS 'BEGIN RETURN inner_word($1); END';"
                        + " CREATE TABLE t (id int, note text,"
                        + " lowered text GENERATED ALWAYS AS (word(note)) STORED);"
                        + " CREATE INDEX t_word ON t (word(note)); CREATE INDEX t_safe ON t (safe(note));"
                        + " CREATE INDEX t_some ON t (id) WHERE word(note) = 'x'; INSERT INTO t VALUES (1, 'Word')");

        Report report = databases.look(Expressions.class, Kind.COPY);

        assertThat(report.of(Severity.BLOCKING)).hasSize(3);
        assertThat(PreflightDatabases.one(report, "public.t_word").why()).contains("inner_word");
        PreflightDatabases.one(report, "public.t_some");
        PreflightDatabases.one(report, "generated column lowered");
    }

    @Test
    void views_on_columns_that_the_newer_major_no_longer_has_block() {
        PreflightDatabases databases = PreflightDatabases.fresh("system_views")
                .asApp("CREATE VIEW health AS SELECT checkpoints_timed FROM pg_stat_bgwriter;"
                        + " CREATE VIEW sessions AS SELECT pid FROM pg_stat_activity");

        Finding finding = databases.finding(SystemViews.class, Kind.COPY, "public.health");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(finding.what())
                .contains("pg_stat_bgwriter.checkpoints_timed")
                .doesNotContain("sessions");
    }

    @Test
    void functions_in_machine_code_block() {
        PreflightDatabases databases = PreflightDatabases.fresh("machine")
                .asSourceSuperuser(
                        "CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE internal IMMUTABLE AS 'int4pl'");

        assertThat(databases
                        .finding(MachineFunctions.class, Kind.COPY, "public.plus")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }

    @Test
    void event_triggers_are_left_out_and_herokus_told_apart() {
        PreflightDatabases databases = PreflightDatabases.fresh("event_triggers")
                .asSourceSuperuser("CREATE SCHEMA _heroku;"
                        + " CREATE FUNCTION _heroku.theirs() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE FUNCTION ours() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                        + " CREATE EVENT TRIGGER herokus ON sql_drop EXECUTE FUNCTION _heroku.theirs();"
                        + " CREATE EVENT TRIGGER mine ON sql_drop EXECUTE FUNCTION ours()");

        assertThat(databases
                        .finding(EventTriggers.class, Kind.COPY, "event triggers: mine")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(databases
                        .finding(EventTriggers.class, Kind.COPY, "triggers herokus are left out")
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void triggers_and_rules_that_always_fire_block_a_live_move_only() {
        PreflightDatabases databases = PreflightDatabases.fresh("firing")
                .asApp("CREATE TABLE t (id int PRIMARY KEY);"
                        + " CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                        + " CREATE TRIGGER always BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
                        + " ALTER TABLE t ENABLE ALWAYS TRIGGER always;"
                        + " CREATE RULE quiet AS ON DELETE TO t DO ALSO NOTIFY x; ALTER TABLE t ENABLE REPLICA RULE quiet;"
                        + " CREATE TRIGGER usual BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()");

        Finding finding = databases.finding(FiringTriggers.class, Kind.LIVE, "trigger always of public.t");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
        assertThat(finding.what()).contains("rule quiet").doesNotContain("usual");
        assertThat(databases.look(FiringTriggers.class, Kind.COPY).isClear()).isTrue();
    }

    @Test
    void subscription_blocks_what_needs_triggers_and_publications_are_warned_of() {
        PreflightDatabases databases =
                PreflightDatabases.fresh("replication").asSourceSuperuser("CREATE PUBLICATION news FOR ALL TABLES");
        databases.asSourceSuperuser("CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1 dbname=none'"
                + " PUBLICATION news WITH (connect = false, slot_name = 'none_there')");
        databases.asSourceSuperuser("ALTER SUBSCRIPTION feed ENABLE");
        try {
            assertThat(databases.finding(Replication.class, Kind.LIVE, "feed").severity())
                    .isEqualTo(Severity.BLOCKING);
            assertThat(databases.finding(Replication.class, Kind.COPY, "feed").severity())
                    .isEqualTo(Severity.WARNING);
            assertThat(databases
                            .finding(Replication.class, Kind.COPY, "publications: news")
                            .severity())
                    .isEqualTo(Severity.WARNING);
        } finally {
            databases.asSourceSuperuser(
                    "ALTER SUBSCRIPTION feed DISABLE; ALTER SUBSCRIPTION feed SET (slot_name = NONE)");
            databases.asSourceSuperuser("DROP SUBSCRIPTION feed");
        }
    }

    @Test
    void large_objects_block_a_live_move_and_unreadable_ones_a_copy() {
        PreflightDatabases databases =
                PreflightDatabases.fresh("large_objects").asApp("SELECT lo_from_bytea(0, 'mine')");

        assertThat(databases
                        .finding(LargeObjects.class, Kind.LIVE, "1 large object")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        assertThat(databases
                        .finding(LargeObjects.class, Kind.COPY, "1 large object")
                        .severity())
                .isEqualTo(Severity.INFO);
        databases.asSourceSuperuser("SELECT lo_from_bytea(0, 'not yours')");
        assertThat(databases
                        .finding(LargeObjects.class, Kind.COPY, "may not read 1 large object")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }

    @Test
    void tables_whose_rows_no_index_finds_are_told_and_large_ones_warned_of() {
        PreflightDatabases databases = PreflightDatabases.fresh("keys")
                .asApp("CREATE TABLE small (word text);"
                        + " CREATE COLLATION odd (PROVIDER = icu, LOCALE = 'und', DETERMINISTIC = false);"
                        + " CREATE TABLE folded (word text COLLATE odd PRIMARY KEY);"
                        + " CREATE TABLE large AS SELECT repeat(i::text, 100) FROM generate_series(1, 80000) AS i");

        assertThat(databases.finding(Keys.class, Kind.LIVE, "large (no key)").severity())
                .isEqualTo(Severity.WARNING);
        Finding small = databases.finding(Keys.class, Kind.LIVE, "small (no key)");
        assertThat(small.severity()).isEqualTo(Severity.INFO);
        assertThat(small.what()).contains("folded (a key whose equality is not that of its text)");
        assertThat(databases.look(Keys.class, Kind.COPY).findings()).isEmpty();
    }

    @Test
    void column_types_of_the_catalog_block_and_names_of_objects_are_warned_of() {
        PreflightDatabases databases = PreflightDatabases.fresh("types")
                .asApp("CREATE TABLE snapshot AS SELECT relpartbound FROM pg_class;"
                        + " CREATE TABLE links (id int, target regclass, picture oid)");

        assertThat(databases
                        .finding(ColumnTypes.class, Kind.COPY, "public.snapshot.relpartbound (pg_node_tree)")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
        Finding names = databases.finding(ColumnTypes.class, Kind.COPY, "public.links.target (regclass)");
        assertThat(names.severity()).isEqualTo(Severity.WARNING);
        assertThat(names.what()).contains("public.links.picture (oid)");
    }

    @Test
    void invalid_indexes_are_warned_of_and_unchecked_constraints_told() {
        PreflightDatabases databases = PreflightDatabases.fresh("unfinished")
                .asApp("CREATE TABLE t (id int); CREATE INDEX broken ON t (id);"
                        + " ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID")
                .asSourceSuperuser("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'broken'::regclass");

        assertThat(databases
                        .finding(Unfinished.class, Kind.COPY, "invalid indexes: public.broken")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(databases
                        .finding(Unfinished.class, Kind.COPY, "positive of public.t")
                        .severity())
                .isEqualTo(Severity.INFO);
    }

    @Test
    void foreign_tables_are_told_and_block_as_partitions() {
        PreflightDatabases databases = PreflightDatabases.fresh("foreign")
                .asSourceSuperuser(
                        "CREATE FOREIGN DATA WRAPPER elsewhere; CREATE SERVER far FOREIGN DATA WRAPPER elsewhere;"
                                + " CREATE FOREIGN TABLE there (id int) SERVER far;"
                                + " CREATE TABLE parts (id int) PARTITION BY LIST (id);"
                                + " CREATE FOREIGN TABLE part PARTITION OF parts FOR VALUES IN (1) SERVER far");

        assertThat(databases
                        .finding(ForeignTables.class, Kind.COPY, "only: public.there")
                        .severity())
                .isEqualTo(Severity.INFO);
        assertThat(databases
                        .finding(ForeignTables.class, Kind.COPY, "public.part")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }

    @Test
    void unlogged_tables_and_tablespaces_are_told() {
        PreflightDatabases databases =
                PreflightDatabases.fresh("unlogged").asApp("CREATE UNLOGGED TABLE sessions (id int)");
        databases.asSourceSuperuser("DROP TABLESPACE IF EXISTS preflight_fast");
        PreflightDatabases.execute(
                databases.addresses().sourceSuperuser(),
                "SET allow_in_place_tablespaces = on",
                "CREATE TABLESPACE preflight_fast LOCATION ''",
                "CREATE TABLE elsewhere (id int) TABLESPACE preflight_fast");
        try {
            assertThat(databases
                            .finding(UnloggedTables.class, Kind.COPY, "public.sessions")
                            .severity())
                    .isEqualTo(Severity.INFO);
            assertThat(databases
                            .finding(Tablespaces.class, Kind.COPY, "public.elsewhere in preflight_fast")
                            .severity())
                    .isEqualTo(Severity.INFO);
        } finally {
            databases.asSourceSuperuser("DROP TABLE elsewhere");
            databases.asSourceSuperuser("DROP TABLESPACE preflight_fast");
        }
    }
}
