package dev.dynolift.scenarios;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies what PostgreSQL's own tests leave behind. With {@code -Ddynolift.regression=all} all of them, else those of
 * {@code regression/short_schedule}.
 */
class RegressionDatabaseTest {

    private static final Path STORY = Program.repository().resolve("scenarios/regression");
    private static final boolean ALL =
            System.getProperty("dynolift.regression", "").equals("all");

    /** What the tests leave behind at least: an empty database would be copied without a difference. */
    private static final int RELATIONS = ALL ? 570 : 450;

    private static final int UNAVAILABLE = 77;

    @TempDir
    Path temporary;

    @Test
    void every_difference_between_it_and_its_copy_is_explained() throws Exception {
        String sourcePort = freePort();
        String targetPort = freePort();
        List<String> start = new ArrayList<>(List.of("start", temporary.toString(), sourcePort, targetPort));
        if (!ALL) {
            start.add(STORY.resolve("short_schedule").toString());
        }
        try {
            int exitCode = servers(start);
            Assumptions.assumeTrue(exitCode != UNAVAILABLE, () -> said("servers"));
            assertThat(exitCode).as(said("servers")).isZero();
            compare(url(sourcePort), url(targetPort));
        } finally {
            servers(List.of("stop", temporary.toString()));
        }
    }

    private void compare(String source, String target) throws Exception {
        Program.Result copied = new Program(temporary)
                .with("DYNOLIFT_SOURCE_URL", source)
                .with("DYNOLIFT_TARGET_URL", target)
                .run("data", "copy");
        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.out()).contains("Every row was compared: none differs.");

        Map<String, String> here = contents(source);
        assertThat(here).hasSizeGreaterThan(RELATIONS);
        Map<String, String> differences = differences(here, contents(target));
        differences.putAll(differences(definitions(source, "source.sql"), definitions(target, "target.sql")));

        ExplainedDifferences explained = ExplainedDifferences.read(STORY.resolve("README.md"));
        assertThat(explained.unexplained(differences)).as("unexplained").isEmpty();
        if (ALL) {
            assertThat(explained.needless(differences))
                    .as("explained, but alike")
                    .isEmpty();
        }
    }

    /** What the sides do not have alike, by name: "missing", "added" or "differs". */
    private static Map<String, String> differences(Map<String, String> here, Map<String, String> there) {
        Map<String, String> differences = new TreeMap<>();
        TreeSet<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            if (!there.containsKey(name)) {
                differences.put(name, "missing");
            } else if (!here.containsKey(name)) {
                differences.put(name, "added");
            } else if (!here.get(name).equals(there.get(name))) {
                differences.put(name, "differs");
            }
        }
        return differences;
    }

    /** Rows and a hash of each table, by queries of the story's own. */
    private static Map<String, String> contents(String url) throws Exception {
        Map<String, String> contents = new TreeMap<>();
        for (String line : Servers.query(url, Files.readString(STORY.resolve("contents.sql")))
                .split("\n")) {
            int end = line.indexOf('|');
            contents.put("ROWS " + line.substring(0, end), line.substring(end));
        }
        return contents;
    }

    private Map<String, String> definitions(String url, String file) throws Exception {
        Path dump = temporary.resolve(file);
        assertThat(run(List.of("pg_dump", "--schema-only", "--file=" + dump, url), "dump"))
                .as(said("dump"))
                .isZero();
        return DumpedDefinitions.read(Files.readString(dump));
    }

    private int servers(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(STORY.resolve("servers").toString()));
        command.addAll(arguments);
        return run(command, "servers");
    }

    private int run(List<String> command, String name) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve(name + ".txt").toFile())
                .start()
                .waitFor();
    }

    private String said(String name) {
        try {
            return Files.readString(temporary.resolve(name + ".txt"), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String url(String port) {
        return "postgresql://postgres@127.0.0.1:" + port + "/regression";
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
