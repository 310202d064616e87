package dev.dynolift.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.postgres.Database;
import dev.dynolift.server.ServerAddress;
import org.junit.jupiter.api.Test;

/** How text is written and ordered: one test a check, each provokes it. */
class TextChecksTest {

    @Test
    void text_that_is_not_utf_8_is_named_by_table_and_key() {
        PreflightDatabases databases = PreflightDatabases.fresh("text");
        ServerAddress superuser = databases.addresses().sourceSuperuser();
        PreflightDatabases.execute(superuser, "DROP DATABASE IF EXISTS preflight_ascii");
        PreflightDatabases.execute(
                superuser,
                "CREATE DATABASE preflight_ascii OWNER heroku_owner ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'"
                        + " TEMPLATE template0");
        ServerAddress owner = databases.addresses().sourceOwner();
        ServerAddress ascii =
                new ServerAddress(owner.host(), owner.port(), "preflight_ascii", owner.user(), owner.password());
        PreflightDatabases.execute(
                ascii,
                "CREATE TABLE guests (name text, id int PRIMARY KEY, town text);"
                        + " INSERT INTO guests VALUES ('Eva', 1, 'Ulm'),"
                        + " (convert_from('\\xc3a9', 'SQL_ASCII'), 2, 'Köln'),"
                        + " ('Anna', 3, convert_from('\\x4be96c6e', 'SQL_ASCII')),"
                        + " (convert_from('\\xeda080', 'SQL_ASCII'), 4, 'Bonn');"
                        + " CREATE TABLE fine (id int, word text); INSERT INTO fine VALUES (1, 'naïve 中文 🎉')");
        Database source = PreflightDatabases.database("source", ascii);

        Report encodings = databases.look(Encodings.class, Kind.COPY, source, databases.target());
        Report texts = databases.look(TextScan.class, Kind.COPY, source, databases.target());

        assertThat(encodings.isClear()).isTrue();
        PreflightDatabases.one(encodings, "SQL_ASCII");
        assertThat(texts.findings()).hasSize(1);
        assertThat(texts.findings().get(0).severity()).isEqualTo(Severity.BLOCKING);
        assertThat(texts.findings().get(0).what())
                .contains("guests has text")
                .contains("row (3) in town")
                .contains("row (4) in name")
                .doesNotContain("row (2)");
    }

    @Test
    void other_encoding_of_the_target_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("encoding");
        ServerAddress superuser = databases.addresses().targetSuperuser();
        PreflightDatabases.execute(superuser, "DROP DATABASE IF EXISTS preflight_latin");
        PreflightDatabases.execute(
                superuser,
                "CREATE DATABASE preflight_latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'"
                        + " TEMPLATE template0");
        ServerAddress latin = new ServerAddress(
                superuser.host(), superuser.port(), "preflight_latin", superuser.user(), superuser.password());

        Finding finding = PreflightDatabases.one(
                databases.look(
                        Encodings.class, Kind.COPY, databases.source(), PreflightDatabases.database("target", latin)),
                "its encoding is LATIN1");

        assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
    }

    @Test
    void other_order_of_text_is_warned_of_and_blocks_where_partitions_depend_on_it() {
        PreflightDatabases databases = PreflightDatabases.fresh("collation");
        ServerAddress superuser = databases.addresses().targetSuperuser();
        PreflightDatabases.execute(superuser, "DROP DATABASE IF EXISTS preflight_builtin");
        PreflightDatabases.execute(
                superuser,
                "CREATE DATABASE preflight_builtin LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' TEMPLATE template0");
        Database target = PreflightDatabases.database(
                "target",
                new ServerAddress(
                        superuser.host(),
                        superuser.port(),
                        "preflight_builtin",
                        superuser.user(),
                        superuser.password()));

        Report without = databases.look(Collations.class, Kind.COPY, databases.source(), target);
        databases.asApp("CREATE TABLE names (name text) PARTITION BY RANGE (name)");
        Report with = databases.look(Collations.class, Kind.COPY, databases.source(), target);

        assertThat(PreflightDatabases.one(without, "text is ordered by").severity())
                .isEqualTo(Severity.WARNING);
        assertThat(PreflightDatabases.one(with, "other partitions of public.names")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }

    @Test
    void collation_that_the_target_does_not_know_blocks() {
        PreflightDatabases databases = PreflightDatabases.fresh("missing_collation")
                .asSourceSuperuser("CREATE COLLATION pg_catalog.preflight_locale (LOCALE = 'C')")
                .asApp("CREATE TABLE t (word text COLLATE preflight_locale)");

        assertThat(databases
                        .finding(Collations.class, Kind.COPY, "the collation preflight_locale")
                        .severity())
                .isEqualTo(Severity.BLOCKING);
    }
}
