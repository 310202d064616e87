package dev.dynolift.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a rehearsal's folder, or with the machine: each time a clear word, and nothing left running. */
class RehearsalErrorsTest {

    @TempDir
    Path temporary;

    @Test
    void the_folder_is_missing() throws Exception {
        assertThat(refusal(2, temporary.resolve("nowhere"))).contains("nowhere", "docs/reference/rehearsal-folder.md");
    }

    @Test
    void the_folder_has_no_app_yaml() throws Exception {
        Path app = CopyOfExample.into(temporary.resolve("app"));
        Files.delete(app.resolve("app.yaml"));
        assertThat(refusal(2, app)).contains("app.yaml");
    }

    @Test
    void two_answers_of_the_capture_are_broken_and_both_are_named() throws Exception {
        Path app = CopyOfExample.into(temporary.resolve("app"));
        Files.writeString(app.resolve("heroku/apps_crema_formation.json"), "{\"path\": \"/apps/crema/formation\", [");
        Files.writeString(app.resolve("heroku/addons.json"), "");
        assertThat(refusal(2, app)).contains("apps_crema_formation.json", "addons.json");
    }

    @Test
    void the_schema_fails_and_file_and_line_are_named() throws Exception {
        Path app = CopyOfExample.into(temporary.resolve("app"));
        Path schema = app.resolve("database/schema.sql");
        String text = Files.readString(schema);
        Files.writeString(schema, text + "\nCREATE TABLE public.broken (id no_such_type);\n");
        long line = text.lines().count() + 2;
        assertThat(refusal(2, app)).contains("schema.sql:" + line, "no_such_type");
    }

    @Test
    void there_is_no_pg_dump() throws Exception {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        Path place = Files.createDirectory(temporary.resolve("place"));
        try (RehearsalOf crema = RehearsalOf.crema(place, "0.05")) {
            crema.program().with("PATH", empty.toString());
            assertThat(isRefusal(crema.run(), 2)).contains("pg_dump", "Install");
            LeftBehind.awaitNone(crema.folder());
        }
    }

    @Test
    void a_port_is_in_use() throws Exception {
        Path place = Files.createDirectory(temporary.resolve("place"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RehearsalOf crema = RehearsalOf.crema(place, "0.05")) {
            int sourcePort = free.getLocalPort();
            free.close();
            // The target's, so that the source runs already and must be stopped.
            Program.Result result = crema.run("--ports", sourcePort + "," + taken.getLocalPort());
            assertThat(isRefusal(result, 1)).contains("port " + taken.getLocalPort());
            LeftBehind.awaitNone(crema.folder());
        }
    }

    /** Megabytes of the disk: it is full when a cluster is made, and when the database is loaded. */
    @ParameterizedTest
    @ValueSource(ints = {30, 170})
    void the_disk_is_full(int megabytes) throws Exception {
        Path disk = Files.createDirectory(temporary.resolve("disk"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", disk.toString()),
                "a small disk cannot be mounted: that needs root on Linux");
        Path place = Files.createDirectory(temporary.resolve("place"));
        try (RehearsalOf crema = RehearsalOf.crema(place, "1")) {
            String workspace = disk.resolve("workspace").toString();
            Program.Result result = crema.run("--workspace", workspace);
            assertThat(isRefusal(result, 1)).contains("Free space");
            LeftBehind.awaitNone(crema.folder());
            LeftBehind.awaitNone(disk.toRealPath());
        } finally {
            LeftBehind.end(disk.toRealPath());
            succeeds("umount", "--lazy", disk.toString());
        }
    }

    /** The error of a rehearsal of a folder. */
    private String refusal(int exitCode, Path app) throws Exception {
        Path place = Files.createDirectory(temporary.resolve("place"));
        try (RehearsalOf rehearsal = new RehearsalOf(place, app, "--scale", "0.05")) {
            String error = isRefusal(rehearsal.run(), exitCode);
            LeftBehind.awaitNone(rehearsal.folder());
            return error;
        }
    }

    /** Checks that a run ended with an error for people: what happened, why, and what to do next. */
    private static String isRefusal(Program.Result result, int exitCode) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
        List<String> lines = result.err().lines().toList();
        assertThat(lines).anyMatch(line -> line.startsWith("Error: "));
        String error = String.join("\n", lines.subList(indexOfError(lines), lines.size()));
        assertThat(error)
                .contains("\n  → ")
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("mistake of its own");
        return error;
    }

    private static int indexOfError(List<String> lines) {
        int index = 0;
        while (!lines.get(index).startsWith("Error: ")) {
            index++;
        }
        return index;
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (java.io.IOException missing) {
            return false;
        }
    }
}
