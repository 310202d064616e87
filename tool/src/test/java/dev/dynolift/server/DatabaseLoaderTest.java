package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLoaderTest {

    private static final String SCHEMA = """
            CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
            CREATE EXTENSION IF NOT EXISTS hstore;
            CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL, extra hstore);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $_$
            BEGIN
            -- A body may read like a dump's own statements.
            GRANT SELECT ON users TO CURRENT_USER;
            NEW.name := NEW.name || ';';
            RETURN NEW;
            END $_$;
            """;
    private static final String FILL =
            "INSERT INTO users (name) SELECT 'user ' || i FROM generate_series(1, :scale * 10) i;";

    private final RehearsalServers servers = ServersForTests.pair(14, 17);
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private final ClientPrograms programs = ClientPrograms.find(System.getenv("PATH"));
    private final DatabaseLoader loader = new DatabaseLoader(servers, programs, events::add);

    @TempDir
    Path folder;

    private Path schema = Path.of("");
    private Path fill = Path.of("");

    @BeforeEach
    void write_scripts() throws IOException {
        schema = Files.writeString(folder.resolve("schema.sql"), SCHEMA);
        fill = Files.writeString(folder.resolve("fill.sql"), FILL);
    }

    @Test
    void scripts_are_run_once_with_their_scale_as_the_owner() throws SQLException {
        assertThat(loader.load(fresh("scripted"), scripts(3), "load")).isTrue();
        assertThat(loader.load("scripted", scripts(3), "load")).isFalse();

        assertThat(users("scripted")).isEqualTo(30);
        assertThat(ask("scripted", "SELECT count(*) FROM pg_tables WHERE tableowner = 'heroku_owner'"))
                .isEqualTo(1);
        assertThat(events).isNotEmpty().allMatch(event -> event instanceof Event.StageProgress);

        assertThat(loader.load("scripted", scripts(4), "load")).isTrue();
        assertThat(users("scripted")).isEqualTo(40);
    }

    @Test
    void interrupted_load_is_done_again_from_scratch() throws IOException, SQLException {
        Files.writeString(fill, FILL + "\nSELECT 1/0;");
        assertThatThrownBy(() -> loader.load(fresh("interrupted"), scripts(1), "load"))
                .hasMessageContaining("division by zero");
        assertThat(users("interrupted")).isEqualTo(10);

        Files.writeString(fill, FILL);
        assertThat(loader.load("interrupted", scripts(1), "load")).isTrue();
        assertThat(users("interrupted")).isEqualTo(10);
    }

    @Test
    void failing_script_is_shown_with_file_line_and_message() throws IOException {
        Files.writeString(fill, "SELECT 1;\n\nINSERT INTO nowhere VALUES (1);\n");

        assertThatThrownBy(() -> loader.load("failing", scripts(1), "load"))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
                    assertThat(e.why()).contains("fill.sql:3: ERROR:  relation \"nowhere\" does not exist");
                });
        assertThatThrownBy(() -> loader.load("failing", new DatabaseContents.Dump(folder.resolve("none.dump")), "load"))
                .hasMessageContaining("none.dump cannot be read");
    }

    @Test
    void dumps_of_every_format_are_loaded_without_what_only_a_superuser_can_run() throws Exception {
        loader.load(fresh("dumped"), scripts(2), "load");
        RehearsalDatabases databases = servers.databases("dumped");
        try (Connection superuser = DriverManager.getConnection(
                        databases.sourceSuperuser().jdbcUrl(),
                        databases.sourceSuperuser().jdbcProperties());
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
            statement.execute("CREATE EVENT TRIGGER heroku_ddl ON ddl_command_end EXECUTE FUNCTION on_ddl()");
            statement.execute("GRANT SELECT ON users TO pg_monitor");
            statement.execute("CREATE PUBLICATION everything FOR ALL TABLES");
            statement.execute("INSERT INTO users (name) VALUES (E'GRANT x;\\n\\\\.\\nALTER TABLE users OWNER TO me;')");
        }
        for (String format : List.of("custom", "directory", "tar", "plain")) {
            Path dump = folder.resolve("latest." + format);
            ChildProgram.Ended dumped = ChildProgram.run(
                    List.of(programs.pgDump().toString(), "--format=" + format, "--file=" + dump),
                    databases.sourceSuperuser().libpqEnvironment(),
                    60);
            assertThat(dumped.well()).as(dumped.output()).isTrue();

            assertThat(loader.load(fresh("from_" + format), new DatabaseContents.Dump(dump), "load"))
                    .isTrue();

            assertThat(users("from_" + format)).as(format).isEqualTo(21);
            assertThat(ask("from_" + format, "SELECT count(*) FROM pg_proc WHERE prosrc LIKE '%GRANT SELECT%'"))
                    .as(format)
                    .isEqualTo(1);
            assertThat(ask("from_" + format, "SELECT count(*) FROM users WHERE name LIKE 'GRANT x%OWNER TO me;'"))
                    .as(format)
                    .isEqualTo(1);
        }
    }

    @Test
    void copy_of_a_database_is_read_by_its_address() throws SQLException {
        loader.load(fresh("original"), scripts(2), "load");

        assertThat(loader.load(
                        fresh("copied"),
                        new DatabaseContents.CopyOf(
                                servers.databases("original").sourceOwner().toDatabaseUrl()),
                        "load"))
                .isTrue();

        assertThat(users("copied")).isEqualTo(20);
        DatabaseUrl nowhere = new ServerAddress("127.0.0.1", LocalPorts.free(), "x", "y", new Secret("not-a-real-one"))
                .toDatabaseUrl();
        assertThatThrownBy(() -> loader.load("copied", new DatabaseContents.CopyOf(nowhere), "load"))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE));
    }

    @Test
    void dump_that_fails_names_every_complaint() throws IOException {
        Path dump =
                Files.writeString(folder.resolve("bad.sql"), "CREATE TABLE a (id int);\n\nCREATE TABLE a (id int);\n");

        assertThatThrownBy(() -> loader.load("bad_dump", new DatabaseContents.Dump(dump), "load"))
                .hasMessageContaining("bad.sql:3: ERROR:  relation \"a\" already exists");

        Files.write(dump, new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThatThrownBy(() -> loader.load("bad_dump", new DatabaseContents.Dump(dump), "load"))
                .isInstanceOfSatisfying(
                        DynoliftException.class, e -> assertThat(e.next()).contains("gunzip"));
    }

    /** Servers of an earlier run may still hold a database of this name. */
    private String fresh(String database) {
        servers.freshDatabases(database);
        return database;
    }

    private DatabaseContents scripts(double scale) {
        return new DatabaseContents.Scripts(schema, fill, scale);
    }

    private long users(String database) throws SQLException {
        return ask(database, "SELECT count(*) FROM users");
    }

    private long ask(String database, String sql) throws SQLException {
        ServerAddress owner = servers.databases(database).sourceOwner();
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
