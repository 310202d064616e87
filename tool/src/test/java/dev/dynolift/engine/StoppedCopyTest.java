package dev.dynolift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServersForTests;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last line of a copy that ctrl-C ends. */
class StoppedCopyTest {

    @TempDir
    Path folder;

    @Test
    void it_says_what_the_same_command_does_next_and_that_a_fence_stands() throws Exception {
        RehearsalDatabases databases = ServersForTests.pair(14, 17).freshDatabases("stopped_copy");
        try (Connection connection = DriverManager.getConnection(
                databases.sourceOwner().jdbcUrl(), databases.sourceOwner().jdbcProperties())) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE users (id int PRIMARY KEY, word text);"
                            + " INSERT INTO users SELECT i, repeat('x', 200) FROM generate_series(1, 100000) AS i");
        }
        assertThat(lastLine(databases))
                .isEqualTo("Stopped; the same command starts over, as the moment that was copied is gone.");
        ServersForTests.pair(14, 17).recreateTarget(databases.targetApp().database());
        assertThat(lastLine(databases, "--fence"))
                .startsWith("Stopped; the same command goes on where it was. The source still refuses writes.")
                .endsWith("dynolift data clean --lower-fence");
    }

    private String lastLine(RehearsalDatabases databases, String... how) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(how));
        arguments.addAll(List.of("--max-rate", "200kB", "--jobs", "1"));
        CopyProcess copy = CopyProcess.startForPeople(databases, folder, arguments.toArray(String[]::new));
        copy.interrupt("Copy all rows");
        assertThat(copy.await()).as(copy.said()).isEqualTo(130);
        List<String> lines = copy.said().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
