package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.KeptAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerFilesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npx serve@14.2.1 -s build",
                "curl https://x.example/?job=y",
                "mail -s done somebody@x.example",
                "TOKEN=PLANTED9 bin/y"
            })
    void a_command_comes_back_as_it_is_or_not_at_all(String command) throws IOException {
        JsonNode formation = JSON.valueToTree(java.util.List.of(Map.of("type", "web", "command", command)));
        AnswerFiles.open(folder, false).keep(answer("/apps/x/formation", 200, formation), "\"tag\"");

        AnswerFiles again = AnswerFiles.open(folder, false);

        again.find("/apps/x/formation")
                .ifPresent(kept -> assertThat(kept.answer().body()).isEqualTo(formation));
        try (var files = Files.list(folder)) {
            assertThat(files).allSatisfy(file -> assertThat(file).content().doesNotContain("PLANTED9"));
        }
    }

    @Test
    void a_slug_is_kept_though_its_address_is_signed() {
        JsonNode slug =
                JSON.readTree("{\"id\":\"s\",\"blob\":{\"method\":\"get\",\"url\":\"https://s3/x?sig=PLANTED9\"},"
                        + "\"process_types\":{\"web\":\"bin/web\"}}");
        AnswerFiles.open(folder, false).keep(answer("/apps/x/slugs/s", 200, slug), "");

        assertThat(AnswerFiles.open(folder, false).find("/apps/x/slugs/s")).isPresent();
    }

    @Test
    void what_was_refused_is_asked_again() throws IOException {
        AnswerFiles files = AnswerFiles.open(folder, false);
        files.keep(answer("/apps/x/domains", 200, JSON.readTree("[]")), "");
        files.keep(answer("/apps/x/webhooks", 403, JSON.readTree("{\"id\":\"forbidden\"}")), "");
        // As an earlier version wrote it.
        Files.writeString(
                folder.resolve("app-x.jsonl"),
                "{\"path\":\"/apps/x/features\",\"status\":403,\"tag\":\"\",\"readAt\":\"2999-01-01T00:00:00Z\",\"body\":{}}\n",
                StandardOpenOption.APPEND);

        AnswerFiles again = AnswerFiles.open(folder, false);

        assertThat(again.find("/apps/x/domains").map(KeptAnswers.Kept::current)).contains(true);
        assertThat(again.find("/apps/x/webhooks")).isEmpty();
        assertThat(again.find("/apps/x/features")).isEmpty();
    }

    @Test
    void a_file_that_is_no_text_any_more_is_dropped() throws IOException {
        AnswerFiles.open(folder, false).keep(answer("/apps/x/domains", 200, JSON.readTree("[]")), "");
        Files.write(folder.resolve("app-x.jsonl"), new byte[] {'{', (byte) 0xff, (byte) 0xfe, '\n'});

        AnswerFiles again = AnswerFiles.open(folder, false);

        assertThat(again.find("/apps/x/domains")).isEmpty();
        again.keep(answer("/apps/x/domains", 200, JSON.readTree("[]")), "");
        assertThat(AnswerFiles.open(folder, false).find("/apps/x/domains")).isPresent();
    }

    private static HerokuAnswer answer(String path, int status, JsonNode body) {
        return new HerokuAnswer(path, status, Map.of(), body);
    }
}
