package dev.dynolift.scenarios;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real values stand in Heroku's answers. They must be found nowhere afterwards. */
class PlantedSecretTest {

    /** Part of every planted value, and of nothing else. */
    private static final String MARK = "k7plantedz";

    /** Where a placeholder stood in a capture; what stands in certificates, domains and the names of hosts is no secret. */
    private static final Pattern PLACEHOLDER = Pattern.compile("x{10,}+(?!\\.(cluster-|eu-west-))|X{10,}+|0{8,}+");

    private static final List<String> PUBLIC = List.of("domains.json", "sni-endpoints.json");

    @TempDir
    Path temporary;

    @Test
    void a_rehearsal_writes_and_prints_no_secret() throws Exception {
        Path app = CopyOfExample.into(temporary.resolve("app"));
        plant(app.resolve("heroku"));
        Path place = Files.createDirectory(temporary.resolve("place"));
        try (RehearsalOf crema = new RehearsalOf(place, app, "--scale", "0.05", "--seconds", "1")) {
            Program.Running run = crema.start();
            Set<String> arguments = new TreeSet<>();
            Path passwordFile = crema.workspace().resolve("rehearsal/pgpass");
            Set<String> passwords = new TreeSet<>();
            Await.until("the rehearsal has ended", java.time.Duration.ofMinutes(10), () -> {
                ProcessHandle.allProcesses()
                        .forEach(process -> process.info().commandLine().ifPresent(arguments::add));
                if (Files.exists(passwordFile)) {
                    passwords.addAll(Servers.passwords(passwordFile));
                }
                return !run.process().isAlive();
            });
            Program.Result result = run.await(java.time.Duration.ofMinutes(1));
            assertThat(result.exitCode()).as(run.said()).isZero();
            assertThat(result.out().strip().lines().toList())
                    .last()
                    .asString()
                    .isEqualTo("Report: " + crema.workspace().resolve("report.html"));
            assertThat(crema.workspace().resolve("report.html")).isRegularFile();

            assertThat(passwords).as("the servers' passwords").hasSizeGreaterThanOrEqualTo(3);
            assertThat(arguments).noneMatch(line -> line.contains(MARK));
            assertThat(arguments).noneMatch(line -> passwords.stream().anyMatch(line::contains));
            assertThat(filesWith(place, List.of(MARK))).isEmpty();
            // The two files that let the servers be used while they run; theirs alone, and of use nowhere else.
            assertThat(filesWith(place, List.copyOf(passwords)))
                    .isSubsetOf(passwordFile, crema.workspace().resolve("rehearsal/servers/passwords.json"))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
            LeftBehind.awaitNone(crema.folder());
        }
    }

    @Test
    void an_audit_and_its_recording_hold_no_secret() throws Exception {
        Path app = CopyOfExample.into(temporary.resolve("app"));
        plant(app.resolve("heroku"));
        Path place = Files.createDirectory(temporary.resolve("place"));
        String key = "HRKU-" + MARK + "-0000-login";
        try (CapturedHeroku heroku = new CapturedHeroku(app.resolve("heroku"), key)) {
            Program program =
                    new Program(place).with("HEROKU_HOST", heroku.url()).with("HEROKU_API_KEY", key);
            for (String format : List.of("--json", "--yes", "--debug")) {
                Program.Result result = program.run(
                        "audit", "crema", "crema-staging", "--record", "recorded", "--repo", app + "/repo", format);
                assertThat(result.exitCode()).as(result.err()).isZero();
            }
            assertThat(heroku.refused()).as("asked without the login").isEmpty();
        }
        assertThat(place.resolve("dynolift-crema/inventory.json")).content().contains("STRIPE");
        assertThat(place.resolve("recorded/heroku")).isDirectoryContaining("glob:**config-vars.json");
        assertThat(filesWith(place, List.of(MARK))).isEmpty();
    }

    /** Gives each placeholder of the capture a value of its own, and adds settings of trying shapes. */
    private static void plant(Path capture) throws IOException {
        List<Path> answers = new ArrayList<>();
        try (Stream<Path> files = Files.list(capture)) {
            files.filter(file -> PUBLIC.stream().noneMatch(file.toString()::endsWith))
                    .forEach(answers::add);
        }
        int[] planted = {0};
        for (Path file : answers) {
            String text = PLACEHOLDER
                    .matcher(Files.readString(file))
                    .replaceAll(found -> MARK + planted[0]++ + "v"
                            + "Q9".repeat(found.group().length() / 2));
            ObjectNode answer = (ObjectNode) JsonMapper.shared().readTree(text);
            if (file.toString().endsWith("config-vars.json")) {
                ((ObjectNode) answer.get("body"))
                        .put("ORDINARY_LOOKING_WORD", MARK)
                        .put("LINES_OF_A_KEY", "-----BEGIN KEY-----\n" + MARK + "\n" + MARK + "\n-----END KEY-----\n")
                        .put("QUOTED_VALUE", "'" + MARK + "\" $" + MARK + " %s \\ &<" + MARK + ">")
                        .put("EXTRA_DATABASE_URL", "postgres://u" + MARK + ":p%2F" + MARK + "@h.example:5432/d" + MARK)
                        .put("FEATURE_JSON", "{\"token\": \"" + MARK + "\"}")
                        .put("RAILS_LOG_LEVEL", "info-" + MARK)
                        .put("WEB_CONCURRENCY", MARK);
            }
            Files.writeString(file, answer.toString());
        }
        assertThat(planted[0]).as("planted values").isGreaterThan(50);
    }

    /** All files below a folder that hold one of the texts, in whatever case or as base64. */
    private static List<Path> filesWith(Path folder, List<String> texts) throws IOException {
        List<String> sought = texts.stream()
                .flatMap(text -> Stream.of(
                        text.toLowerCase(Locale.ROOT),
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(text.getBytes(ISO_8859_1))
                                .toLowerCase(Locale.ROOT)))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), ISO_8859_1).toLowerCase(Locale.ROOT);
                if (sought.stream().anyMatch(content::contains)) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
