package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.dynolift.audit.Audit;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.InventoryFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checkouts that somebody broke, by accident or on purpose: an audit ends with findings, never with a stack trace. */
@Timeout(120)
class MalformedRepositoryTest {

    /** More with {@code make fuzz-test}. */
    private static final int ROUNDS = Integer.getInteger("dynolift.rounds", 120);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void no_mutation_of_any_file_ends_an_audit() throws IOException {
        Map<String, String> whole = Corpus.files();
        long seed = 20261121;
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            Path checkout = folder.resolve("round");
            for (Map.Entry<String, String> file : whole.entrySet()) {
                write(checkout, file.getKey(), mutated(file.getValue().getBytes(StandardCharsets.UTF_8), random));
            }
            assertThatCode(() -> InventoryFile.toJson(Audit.ofRepository(checkout, "round")))
                    .as("seed " + (seed + round))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_file_that_is_no_text_at_all_is_told_by_its_name() throws IOException {
        Random random = new Random(7);
        for (String file : Corpus.files().keySet()) {
            byte[] bytes = new byte[4096];
            random.nextBytes(bytes);
            write(folder, file, bytes);
        }

        List<Finding> findings = RepositoryReader.read(folder).findings();

        assertThat(findings)
                .extracting(Finding::subject)
                .contains(
                        "Procfile",
                        "app.json",
                        "package.json",
                        "Gemfile.lock",
                        "heroku.yml",
                        "Dockerfile",
                        "Aptfile",
                        "config/cable.yml",
                        ".gitignore");
    }

    @Test
    void deep_nesting_is_no_overflow() throws IOException {
        String deep = "[".repeat(200_000);
        for (String file : List.of("app.json", "package.json", "Pipfile.lock", "heroku.yml")) {
            write(folder, file, deep.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(RepositoryReader.read(folder).findings())
                .extracting(Finding::subject)
                .contains("app.json", "package.json", "Pipfile.lock", "heroku.yml");
    }

    @Test
    void an_alias_bomb_is_refused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        write(folder, "heroku.yml", bomb.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(RepositoryReader.read(folder).findings())
                .extracting(Finding::subject)
                .contains("heroku.yml");
    }

    @Test
    void links_in_circles_and_out_of_the_repository_are_not_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("a"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("app"), folder);
        Files.createSymbolicLink(folder.resolve("Procfile"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(folder.resolve("config"), Path.of("/etc"));
        write(
                folder,
                "requirements.txt",
                "-r ../../etc/passwd\n-r requirements.txt\ndjango==5.0\n".getBytes(StandardCharsets.UTF_8));

        RepositoryReading reading = RepositoryReader.read(folder);

        assertThat(reading.facts().procfile()).isEmpty();
        assertThat(reading.findings()).extracting(Finding::subject).contains("Procfile");
        assertThat(reading.facts().version("django")).hasValue("5.0");
    }

    @Test
    void what_may_not_be_read_is_told() throws IOException {
        write(folder, "app.json", "{}".getBytes(StandardCharsets.UTF_8));
        write(folder, "lib/a.rb", "x".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(folder.resolve("app.json"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder.resolve("lib"), PosixFilePermissions.fromString("---------"));
        boolean readable = Files.isReadable(folder.resolve("app.json"));
        try {
            List<String> told = RepositoryReader.read(folder).findings().stream()
                    .map(Finding::subject)
                    .toList();
            // Root may read everything: then nothing is to be told, and all of it is read.
            assertThat(told.contains("app.json") && told.contains("lib")).isNotEqualTo(readable);
        } finally {
            Files.setPosixFilePermissions(folder.resolve("lib"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_huge_file_is_told_and_not_read() throws IOException {
        try (var file = Files.newByteChannel(
                folder.resolve("Gemfile.lock"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE,
                java.nio.file.StandardOpenOption.SPARSE)) {
            file.position(20L << 30).write(java.nio.ByteBuffer.wrap(new byte[] {1}));
        }
        assertThat(RepositoryReader.read(folder).findings())
                .extracting(Finding::what)
                .contains("Gemfile.lock is larger than 4 MB.");
    }

    @Test
    void ten_thousand_files_take_bounded_time() throws IOException {
        for (int i = 0; i < 100; i++) {
            Path part = Files.createDirectories(folder.resolve("app/part" + i));
            for (int j = 0; j < 100; j++) {
                Files.createFile(part.resolve("f" + j + ".rb"));
            }
        }
        Files.writeString(folder.resolve("app/part99/last.rb"), "HOST = 'x.herokuapp.com'\n");
        Duration start = worked();

        assertThat(RepositoryReader.read(folder).facts().mentions()).hasSize(1);
        assertThat(worked().minus(start)).isLessThan(LONGEST);
    }

    @Test
    void a_line_made_to_be_slow_is_not() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String part : List.of("a", "\"a1", "ENV[", "password=\"", "://a:", "(", " ", "?", "| ")) {
            lines.add(part.repeat(990 / part.length()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.forEach(line -> text.append("password = ENV host X-Request heroku ")
                    .append(line)
                    .append('\n'));
        }
        for (int i = 0; i < 2; i++) {
            write(
                    folder,
                    "config/initializers/slow" + i + ".rb",
                    text.toString().getBytes(StandardCharsets.UTF_8));
        }
        write(folder, "config/cable.yml", text.toString().getBytes(StandardCharsets.UTF_8));
        Duration start = worked();
        RepositoryReader.read(folder);
        assertThat(worked().minus(start)).isLessThan(LONGEST);
    }

    @Test
    void files_made_to_be_slow_are_not() throws IOException {
        Map<String, String> hostile = new LinkedHashMap<>();
        hostile.put(".gitignore", "*".repeat(290) + "x\n" + "*a".repeat(140) + "x\n" + "**/a".repeat(70) + "x\n");
        hostile.put("config/cable.yml", ("production:" + " ".repeat(100_000) + "x\n").repeat(20));
        hostile.put("config/database.yml", ("a:" + " ".repeat(1900) + "x\n").repeat(1000));
        String blank = "\n".repeat(1_000_000);
        hostile.put("config/puma.rb", blank);
        hostile.put("config/environments/production.rb", blank + "config.force_ssl" + blank);
        hostile.put("config/routes.rb", "get 'a'" + blank + "get 'b'" + " ".repeat(500_000));
        hostile.put("config/sidekiq.yml", "timeout: <%" + ",".repeat(1900) + blank);
        hostile.put("Gemfile", "ruby" + blank + " ".repeat(500_000));
        hostile.put("Gemfile.lock", "GEM\n  specs:\n" + ("    a (" + "1".repeat(1900) + "\n").repeat(1000));
        hostile.put("requirements.txt", ("a" + " ".repeat(100_000) + "b\n").repeat(20));
        hostile.put(
                "Dockerfile",
                "FROM " + "--a ".repeat(500_000) + "\n" + "FROM \\\n" + "--a \\\n".repeat(200_000) + "x\n");
        hostile.put(
                "Procfile", "web: " + "KEY=".repeat(400_000) + "\n" + ("w" + "=\"".repeat(900) + ": x\n").repeat(500));
        hostile.put("app.json", "{\"scripts\":{\"postdeploy\":\"" + "--token ".repeat(200_000) + "\"}}");
        hostile.put("package.json", "{\"workspaces\":[\"" + "/".repeat(1_000_000) + "x\"]}");
        hostile.put("packages/a/package.json", "{}");
        hostile.put(".github/workflows/a.yml", "a: ${{".repeat(1) + "${{".repeat(200_000) + "\n");
        hostile.put(".circleci/config.yml", "run: " + "heroku git:remote ".repeat(50_000) + "\n");
        hostile.put(".gitlab-ci.yml", "x: " + "$A".repeat(300_000) + "\n");
        hostile.put(
                "lib/tasks/scheduler.rake", "task " + ":".repeat(300_000) + "\n" + "namespace :a do ".repeat(50_000));
        hostile.put(".env", "A=1\n");
        hostile.put("a".repeat(200) + ".key", "PRIVATE KEY\n");
        hostile.put(".git/HEAD", "ref: refs/heads/main\n");
        for (Map.Entry<String, String> file : hostile.entrySet()) {
            write(folder, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        Duration start = worked();

        InventoryFile.toJson(Audit.ofRepository(folder, "hostile"));

        assertThat(worked().minus(start)).isLessThan(LONGEST);
    }

    /** Of this thread's work alone: a machine with much else to do makes nothing slow. */
    private static Duration worked() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    /** One to four of: bytes flipped, cut out, doubled, moved, thrown in, cut off, or line ends changed. */
    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original;
        for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
            int from = random.nextInt(bytes.length);
            int length = 1 + random.nextInt(Math.min(40, bytes.length));
            int to = Math.min(bytes.length, from + length);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String part = text.substring(from, to);
            String changed =
                    switch (random.nextInt(8)) {
                        case 0 -> text.substring(0, from) + (char) random.nextInt(256) + text.substring(to);
                        case 1 -> text.substring(0, from) + text.substring(to);
                        case 2 -> text.substring(0, from) + part.repeat(random.nextInt(50)) + text.substring(to);
                        case 3 -> text.substring(to) + text.substring(0, from);
                        case 4 ->
                            text.substring(0, from) + NASTY.get(random.nextInt(NASTY.size())) + text.substring(to);
                        case 5 -> text.substring(0, from);
                        case 6 -> text.replace("\n", random.nextBoolean() ? "\r" : "\r\n");
                        default -> text.replace(part, "");
                    };
            bytes = changed.getBytes(StandardCharsets.ISO_8859_1);
        }
        return bytes;
    }

    private static final List<String> NASTY = List.of(
            "\0",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ":",
            "-",
            "*a",
            "&a",
            "<<: *x",
            "<%",
            "%>",
            "\t",
            "null",
            "99999999999999",
            "-1",
            "1e999",
            "\\u0000",
            "<<<<<<< HEAD\n",
            "\u00ef\u00bb\u00bf",
            "\u00ff\u00fe",
            "${",
            "$(",
            "../../",
            "\n\n\n");

    private static void write(Path root, String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
