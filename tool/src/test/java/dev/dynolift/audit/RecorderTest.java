package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.standin.Captures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RecorderTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "PLANTED9",
                "://",
                "a://",
                "syslog+tls://u:PLANTED9@h.example:1/PLANTED9",
                "https://user:p@PLANTED9/w@logs.example/in",
                "https://user:pass PLANTED9@logs.example/in"
            })
    void no_address_of_a_drain_is_too_odd(String address) {
        var drains = JSON.valueToTree(java.util.List.of(Map.of("url", address)));

        assertThat(Recorder.masked("/apps/x/log-drains", drains).toString()).doesNotContain("PLANTED9");
    }

    @Test
    void commands_keep_no_secret_and_running_dynos_no_way_in() {
        var dynos = JSON.readTree("[{\"command\":\"curl -H 'Authorization: Bearer PLANTED9' https://x.example\","
                + "\"attach_url\":\"rendezvous://rendezvous.example:5000/PLANTED9\"}]");

        assertThat(Recorder.masked("/apps/x/dynos", dynos).toString())
                .contains("curl", "[secret]")
                .doesNotContain("PLANTED9");
    }

    @Test
    void of_spaces_teams_and_builds_no_key_name_or_signed_address_is_kept() throws Exception {
        Path rare = Captures.of("rare");
        for (String path : List.of(
                "/spaces/kiln/vpn-connections",
                "/spaces/kiln/log-drain",
                "/spaces/kiln/inbound-ruleset",
                "/teams/roasters/members",
                "/apps/foundry/builds")) {
            HerokuAnswer answer = CaptureFolder.read(rare).stream()
                    .filter(one -> one.path().equals(path))
                    .findFirst()
                    .orElseThrow();
            assertThat(answer.body().toString()).contains("PLANTED9");

            assertThat(Recorder.masked(path, answer.body()).toString()).as(path).doesNotContain("PLANTED9");
        }
    }

    @Test
    void a_recording_is_its_owners_alone() throws Exception {
        Path recorded = folder.resolve("rehearsal/heroku");

        new Recorder(recorded).on(new HerokuAnswer("/apps/x", 200, Map.of(), JSON.readTree("{}")));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recorded)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_hostile_answer_takes_neither_long_nor_the_stack() {
        var release =
                JSON.valueToTree(Map.of("description", "a@b" + ".c".repeat(200_000) + "-", "x", "a".repeat(300_000)));

        assertThat(Recorder.masked("/apps/x/releases", release)).isNotNull();
    }
}
