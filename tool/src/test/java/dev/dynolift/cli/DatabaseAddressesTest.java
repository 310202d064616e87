package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.DatabaseAddress;
import dev.dynolift.postgres.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAddressesTest {

    private static final String SOURCE = DatabaseAddresses.SOURCE;

    @TempDir
    Path folder;

    @Test
    void file_is_read_again_and_half_of_one_is_not_believed() throws IOException {
        Path file = Files.writeString(folder.resolve("url"), "postgres://u:rotated-away-7@h/d\n");
        DatabaseAddress address = DatabaseAddresses.address(SOURCE, Map.of(SOURCE + "_FILE", file.toString()));
        DatabaseUrl before = address.get();
        assertThat(address.insteadOf(before)).isEmpty();

        Files.writeString(file, "postgr");
        assertThat(address.get()).isEqualTo(before);
        Files.writeString(file, "postgres://u:rotated-in-8@h/d");

        assertThat(address.insteadOf(before).orElseThrow().password().reveal()).isEqualTo("rotated-in-8");
        assertThat(address.mayChange()).isTrue();
    }

    @Test
    void command_is_asked_again_only_when_its_last_answer_fails() throws Exception {
        Path calls = folder.resolve("calls");
        String command = "echo x >> '" + calls + "'; echo postgres://u:p$(wc -l < '" + calls + "' | tr -d ' ')@h/d";
        DatabaseAddress address = DatabaseAddresses.address(SOURCE, Map.of(SOURCE + "_COMMAND", command));
        DatabaseUrl first = address.get();
        assertThat(address.get()).isEqualTo(first);
        assertThat(address.insteadOf(first)).as("asked a moment ago").isEmpty();
        Thread.sleep(5100);

        DatabaseUrl second = address.insteadOf(first).orElseThrow();

        assertThat(second.password().reveal()).isEqualTo("p2");
        assertThat(address.insteadOf(first)).as("another session has asked").contains(second);
        assertThat(Files.readAllLines(calls)).hasSize(2);
    }

    @Test
    void command_that_fails_shows_neither_itself_nor_what_it_said() {
        DynoliftException e = catchThrowableOfType(DynoliftException.class, () -> DatabaseAddresses.address(
                        SOURCE, Map.of(SOURCE + "_COMMAND", "echo hidden-word; exit 3 # token-in-command"))
                .get());

        assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
        assertThat(e.getMessage() + e.next())
                .contains("exit code 3")
                .doesNotContain("hidden-word")
                .doesNotContain("token-in-command");
    }

    @Test
    void two_ways_to_say_the_same_are_refused() {
        DynoliftException e = catchThrowableOfType(
                DynoliftException.class,
                () -> DatabaseAddresses.address(
                        SOURCE, Map.of(SOURCE, "postgres://u:p@h/d", SOURCE + "_FILE", "/somewhere")));

        assertThat(e.what()).contains(SOURCE + " and " + SOURCE + "_FILE");
    }

    @Test
    void each_of_several_databases_has_variables_of_its_own() {
        assertThat(DatabaseAddresses.variable("", SOURCE)).isEqualTo("DYNOLIFT_SOURCE_URL");
        assertThat(DatabaseAddresses.variable("analytics-2", DatabaseAddresses.TARGET))
                .isEqualTo("DYNOLIFT_ANALYTICS_2_TARGET_URL");
        DynoliftException e =
                catchThrowableOfType(DynoliftException.class, () -> DatabaseAddresses.variable("a=b", SOURCE));
        assertThat(e.code()).isEqualTo(ErrorCode.INPUT);
        String variable = DatabaseAddresses.variable("analytics", SOURCE);
        DynoliftException missing =
                catchThrowableOfType(DynoliftException.class, () -> DatabaseAddresses.address(variable, Map.of()));
        assertThat(missing)
                .hasMessageContaining("DYNOLIFT_ANALYTICS_SOURCE_URL")
                .hasMessageContaining("the source");
        String follower = DatabaseAddresses.variable("analytics", DatabaseAddresses.FOLLOWER);
        assertThat(catchThrowableOfType(DynoliftException.class, () -> DatabaseAddresses.address(follower, Map.of())))
                .hasMessageContaining("DYNOLIFT_ANALYTICS_FOLLOWER_URL")
                .hasMessageContaining("the follower");
    }
}
