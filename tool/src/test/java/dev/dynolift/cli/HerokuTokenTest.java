package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.heroku.HerokuHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HerokuTokenTest {

    @TempDir
    Path home;

    @Test
    void prefers_the_variable_then_the_file_then_the_command_line() throws Exception {
        Map<String, String> variable = Map.of("HEROKU_API_KEY", "from-variable");
        HerokuToken withoutFile = new HerokuToken(Map.of(), home, () -> Optional.of("from-command\n"));
        assertThat(withoutFile.find().reveal()).isEqualTo("from-command");

        Files.writeString(
                home.resolve(".netrc"),
                "machine git.heroku.com\n  login a\n  password other\nmachine api.heroku.com login a@b password from-file\n");
        assertThat(withoutFile.find().reveal()).isEqualTo("from-file");
        assertThat(new HerokuToken(variable, home, Optional::empty).find().reveal())
                .isEqualTo("from-variable");
    }

    @Test
    void a_variable_that_is_set_to_nothing_hides_no_file() throws Exception {
        Files.writeString(home.resolve(".netrc"), "machine api.heroku.com login a@b password from-file\n");

        assertThat(new HerokuToken(Map.of("HEROKU_API_KEY", " "), home, Optional::empty)
                        .find()
                        .reveal())
                .isEqualTo("from-file");
    }

    @Test
    void reads_the_shapes_that_netrc_files_have() {
        assertThat(HerokuToken.password("machine api.heroku.com\n\tlogin password\n\tpassword p1"))
                .hasValue("p1");
        assertThat(HerokuToken.password("# machine api.heroku.com login a password p1"))
                .isEmpty();
        assertThat(HerokuToken.password("default login a password p1")).isEmpty();
        assertThat(HerokuToken.password("machine api.heroku.com login a")).isEmpty();
        assertThat(HerokuToken.password("")).isEmpty();
    }

    @Test
    void says_how_to_log_in_when_there_is_no_login() {
        assertThatThrownBy(() -> new HerokuToken(Map.of(), home, Optional::empty).find())
                .isInstanceOf(DynoliftException.class)
                .extracting(e -> ((DynoliftException) e).next())
                .asString()
                .contains("heroku login");
    }

    @Test
    void follows_the_variables_of_herokus_command_line() {
        assertThat(HerokuAddresses.of(Map.of())).isEqualTo(HerokuHosts.HEROKU);
        assertThat(HerokuAddresses.of(Map.of("HEROKU_HOST", "http://localhost:1"))
                        .data())
                .hasPort(1);
        assertThat(HerokuAddresses.of(Map.of("HEROKU_HOST", "staging.example")).platform())
                .hasHost("api.staging.example");
        assertThat(HerokuAddresses.of(Map.of("HEROKU_DATA_HOST", "data.example"))
                        .data())
                .hasHost("data.example");
        assertThatThrownBy(() -> HerokuAddresses.of(Map.of("HEROKU_HOST", "http://not an address")))
                .hasMessageContaining("HEROKU_HOST");
    }
}
