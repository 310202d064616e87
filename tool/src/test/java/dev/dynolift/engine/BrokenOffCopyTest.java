package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says when a server ends a copy in the middle. */
class BrokenOffCopyTest {

    @TempDir
    Path folder;

    @Test
    void a_copy_that_goes_on_says_so_and_so_do_one_that_starts_over_and_one_behind_a_fence() throws Exception {
        RehearsalDatabases addresses = ServersForTests.pair(14, 17).freshDatabases("broken_off");
        try (Connection connection = DriverManager.getConnection(
                addresses.sourceOwner().jdbcUrl(), addresses.sourceOwner().jdbcProperties())) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1), (2);"
                            + " CREATE FUNCTION picky(i int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN"
                            + " IF current_setting('server_version_num')::int >= 170000 THEN RAISE EXCEPTION 'not here';"
                            + " END IF; RETURN i; END $$; CREATE INDEX by_picky ON users (public.picky(id))");
        }

        CopyProcess moment = CopyProcess.start(addresses, folder);
        assertThat(moment.await()).as(moment.said()).isEqualTo(1);
        assertThat(moment.said())
                .contains("not here")
                .contains("then run the same command again. It starts over: the moment that it copied is gone.")
                .doesNotContain("goes on")
                .doesNotContain("refuses writes");

        ServersForTests.pair(14, 17).recreateTarget(addresses.targetApp().database());
        CopyProcess quiet = CopyProcess.start(addresses, folder, "--quiet");
        assertThat(quiet.await()).as(quiet.said()).isEqualTo(1);
        assertThat(quiet.said())
                .contains("not here")
                .contains("then run the same command again. It goes on where it was.")
                .doesNotContain("refuses writes");

        ServersForTests.pair(14, 17).recreateTarget(addresses.targetApp().database());
        CopyProcess fenced = CopyProcess.start(addresses, folder, "--fence");
        assertThat(fenced.await()).as(fenced.said()).isEqualTo(1);
        assertThat(fenced.said())
                .contains("It goes on where it was. The source still refuses writes.")
                .contains("dynolift data clean --lower-fence");

        // Its server does not answer any more: that is said before anything is looked at.
        CopyProcess alone = CopyProcess.startWithoutTarget(addresses, folder, "--fence");
        assertThat(alone.await()).as(alone.said()).isEqualTo(1);
        assertThat(alone.said())
                .contains("The source still refuses writes.")
                .contains("dynolift data clean --lower-fence");
    }
}
