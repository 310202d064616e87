package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.dynolift.audit.AnswerFiles;
import dev.dynolift.audit.Audit;
import dev.dynolift.audit.JobsFile;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers of shapes that Heroku never gave, jobs files that nobody wrote: ends in words, never with a stack trace. */
@Timeout(120)
class MangledAnswersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FUZZING = Duration.ofSeconds(6);
    private static final List<String> ODD = List.of(
            "null",
            "\"\"",
            "\"x\"",
            "0",
            "-1",
            "99999999999999999999",
            "1e400",
            "true",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"a\":1}",
            "\"://\"",
            "\"2026-99-99T00:00:00Z\"");

    @TempDir
    Path folder;

    @Test
    void no_answer_of_herokus_ends_an_audit_with_a_stack_trace() throws Exception {
        Path original = Captures.of("roast");
        Instant end = Instant.now().plus(FUZZING);
        int round = 0;
        for (; round < 5 || Instant.now().isBefore(end) && round < 200; round++) {
            Random random = new Random(20261121L + round);
            Path capture = folder.resolve("round" + round);
            for (HerokuAnswer answer : CaptureFolder.read(original)) {
                // The apps themselves are needed to get anywhere.
                boolean whole = answer.path().matches("/apps/[a-z-]+") || random.nextInt(3) > 0;
                JsonNode body = whole ? answer.body() : mangled(answer.body(), random);
                CaptureFolder.write(capture, new HerokuAnswer(answer.path(), answer.status(), answer.headers(), body));
            }
            try (HerokuStandIn standIn = HerokuStandIn.start(capture)) {
                Throwable thrown = catchThrowable(() -> audit(standIn, capture.resolve("kept")));
                if (thrown != null) {
                    assertThat(thrown).as("round " + round).isInstanceOf(DynoliftException.class);
                }
            }
        }
        assertThat(round).isGreaterThanOrEqualTo(5);
    }

    @Test
    void no_file_of_kept_answers_or_jobs_ends_it_either() throws IOException {
        String jobs = "$ rake a\nStandard-1X\nDaily at 9:00 AM UTC\n2026-11-20 09:00 UTC\nrake b  Hourly at :20\n";
        String yaml = "crema:\n  - name: a\n    command: rake a\n    every: daily at 09:00\n    size: eco\n";
        String kept =
                "{\"path\":\"/apps/x\",\"status\":200,\"tag\":\"\",\"readAt\":\"2026-11-21T00:00:00Z\",\"body\":{}}\n";
        for (int round = 0; round < 1500; round++) {
            Random random = new Random(round);
            Files.write(folder.resolve("jobs.txt"), cut(jobs, random));
            Files.write(folder.resolve("jobs.yaml"), cut(yaml, random));
            Files.write(folder.resolve("app-x.jsonl"), cut(kept, random));
            for (String name : List.of("jobs.txt", "jobs.yaml")) {
                Throwable thrown = catchThrowable(() -> JobsFile.read(folder.resolve(name)));
                if (thrown != null) {
                    assertThat(thrown).as(name + " " + round).isInstanceOf(DynoliftException.class);
                }
            }
            assertThat(catchThrowable(() -> AnswerFiles.open(folder, false).find("/apps/x")))
                    .as("kept " + round)
                    .isNull();
        }
    }

    @Test
    void a_jobs_file_made_to_be_slow_is_not() throws IOException {
        Instant start = Instant.now();
        for (String part : List.of("standard-", "eco ", "every ", "in ", " ", "|", "a ago ")) {
            Files.writeString(folder.resolve("jobs.txt"), part.repeat(60_000) + " Daily at 9:00");
            assertThat(catchThrowable(() -> JobsFile.read(folder.resolve("jobs.txt"))))
                    .isInstanceOf(DynoliftException.class);
        }
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private static void audit(HerokuStandIn standIn, Path kept) {
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()),
                new Secret("HRKU-PLANTED9-token"),
                EventListener.NONE,
                AnswerListener.NONE,
                AnswerFiles.open(kept, false),
                SecondFactor.NONE,
                pause -> {},
                InstantSource.system());
        InventoryFile.toJson(
                new Audit(api, EventListener.NONE).run(List.of("roast", "roast-staging"), Optional.empty()));
    }

    /** One or two nodes somewhere are something else. */
    private static JsonNode mangled(JsonNode body, Random random) {
        ObjectNode holder = JSON.createObjectNode();
        holder.set("body", body.deepCopy());
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            List<Runnable> changes = new ArrayList<>();
            JsonNode odd = JSON.readTree(ODD.get(random.nextInt(ODD.size())));
            collect(holder, odd, changes);
            changes.get(random.nextInt(changes.size())).run();
        }
        return holder.path("body");
    }

    private static void collect(JsonNode node, JsonNode odd, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                changes.add(() -> object.set(entry.getKey(), odd));
                collect(entry.getValue(), odd, changes);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> array.set(at, odd));
                collect(array.get(i), odd, changes);
            }
        }
    }

    private static byte[] cut(String text, Random random) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            bytes[random.nextInt(bytes.length)] =
                    (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : ' ' + random.nextInt(95));
        }
        return random.nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
