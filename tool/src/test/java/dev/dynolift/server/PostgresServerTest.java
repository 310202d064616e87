package dev.dynolift.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Map<String, String> SMALL = Map.of("shared_buffers", "16MB", "fsync", "off");

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        RehearsalServers.stop(folder, ServersForTests.binaries());
        server(17, folder.resolve("one")).stop();
    }

    @Test
    void server_is_found_again_and_keeps_its_port_over_a_restart() throws IOException {
        ServerAddress first = server(17, folder.resolve("one")).start(OptionalInt.empty());
        PostgresServer found = server(17, folder.resolve("one"));

        assertThat(found.running()).contains(first);
        assertThat(found.start(OptionalInt.empty())).isEqualTo(first);

        found.stop();
        assertThat(found.running()).isEmpty();
        assertThat(found.start(OptionalInt.empty())).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder.resolve("one"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("data", "server.log");
        }
    }

    @Test
    void taken_port_is_left_for_another_unless_it_is_demanded() throws IOException {
        PostgresServer server = server(17, folder.resolve("one"));
        ServerAddress first = server.start(OptionalInt.empty());
        server.stop();
        try (ServerSocket taken = new ServerSocket(first.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> server.start(OptionalInt.of(taken.getLocalPort())))
                    .isInstanceOfSatisfying(
                            DynoliftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_USE));
            assertThat(server.start(OptionalInt.empty()).port()).isNotEqualTo(first.port());
        }
    }

    @Test
    void server_killed_at_once_is_started_again_over_its_stale_pid_file() throws Exception {
        PostgresServer server = server(17, folder.resolve("one"));
        server.start(OptionalInt.empty());
        long pid = PostmasterFile.read(folder.resolve("one/data")).orElseThrow().pid();
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get(20, TimeUnit.SECONDS);

        assertThat(server.running()).isEmpty();
        server.start(OptionalInt.empty());

        assertThat(server.running()).isPresent();
    }

    @Test
    void pid_file_that_names_a_foreign_process_is_not_taken_for_a_server() throws IOException {
        PostgresServer server = server(17, folder.resolve("one"));
        server.start(OptionalInt.empty());
        Path pidFile = folder.resolve("one/data/postmaster.pid");
        List<String> lines = Files.readAllLines(pidFile);
        server.stop();
        Files.writeString(
                pidFile, ProcessHandle.current().pid() + "\n" + String.join("\n", lines.subList(1, lines.size())));

        assertThat(server.running()).isEmpty();
        assertThat(server.start(OptionalInt.empty()).port()).isPositive();
    }

    @Test
    void cluster_of_another_major_is_refused() {
        server(17, folder.resolve("one")).start(OptionalInt.empty());

        assertThatThrownBy(() -> server(14, folder.resolve("one")).start(OptionalInt.empty()))
                .hasMessageContaining("It holds a cluster of PostgreSQL 17, and 14 is wanted");
    }

    @Test
    void half_made_cluster_is_made_anew() throws IOException {
        Files.createDirectories(folder.resolve("one/data.partial/base"));
        Files.writeString(folder.resolve("one/data.partial/PG_VERSION"), "17\n");

        assertThat(server(17, folder.resolve("one")).start(OptionalInt.empty()).port())
                .isPositive();
        assertThat(folder.resolve("one/data.partial")).doesNotExist();
    }

    @Test
    void server_that_does_not_start_is_explained_by_its_log() {
        ServerPrograms programs = programs(17);
        PostgresServer broken = new PostgresServer(
                programs, folder.resolve("one"), new Secret("Dhe6vTq9s1"), Map.of("shared_buffers", "900000GB"));

        assertThatThrownBy(() -> broken.start(OptionalInt.empty()))
                .isInstanceOfSatisfying(DynoliftException.class, e -> {
                    assertThat(e.what()).contains("does not start");
                    assertThat(e.why()).contains("shared_buffers");
                });
    }

    @Test
    void full_disk_and_taken_port_are_told_apart_from_other_failures() {
        Path log = folder.resolve("server.log");

        assertThat(ServerFailure.of("x", "FATAL:  could not write lock file: No space left on device", log)
                        .code())
                .isEqualTo(ErrorCode.DISK_FULL);
        assertThat(ServerFailure.of("x", "LOG:  could not bind IPv4 address: Address already in use", log)
                        .code())
                .isEqualTo(ErrorCode.IN_USE);
        assertThat(ServerFailure.of("x", "FATAL:  something else", log).next()).contains("server.log");
    }

    @Test
    void servers_outlive_a_killed_program_and_are_found_and_stopped_by_the_next() throws Exception {
        List<String> command = LaunchedJava.of(KilledProgram.class);
        command.add(folder.toString());
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = program.inputReader()) {
            assertThat(said.readLine()).isEqualTo("started");
        }
        program.destroyForcibly().waitFor();

        RehearsalServers found = RehearsalServers.start(folder, 14, 17);
        assertThat(found.databases("app").sourceOwner().user()).isEqualTo("heroku_owner");
        long before =
                PostmasterFile.read(folder.resolve("source/data")).orElseThrow().pid();
        assertThat(RehearsalServers.start(folder, 14, 17).databases("app")).isEqualTo(found.databases("app"));
        assertThat(PostmasterFile.read(folder.resolve("source/data"))
                        .orElseThrow()
                        .pid())
                .isEqualTo(before);

        assertThat(RehearsalServers.stop(folder, ServersForTests.binaries())).isEqualTo(2);
        assertThat(RehearsalServers.stop(folder, ServersForTests.binaries())).isZero();
    }

    /** Starts servers and stays until it is killed. */
    static final class KilledProgram {
        public static void main(String[] arguments) throws IOException {
            RehearsalServers.start(Path.of(arguments[0]), 14, 17).databases("app");
            System.out.println("started");
            int end = System.in.read();
            assertThat(end).isNegative();
        }
    }

    @Test
    void passwords_are_only_in_their_file_which_only_its_owner_may_read() throws IOException {
        RehearsalServers servers = RehearsalServers.start(folder, 14, 17);
        RehearsalDatabases databases = servers.databases("app");
        List<String> passwords = Stream.of(
                        databases.sourceOwner(),
                        databases.targetMaster(),
                        databases.targetApp(),
                        databases.sourceSuperuser(),
                        databases.targetSuperuser())
                .map(address -> address.password().reveal())
                .toList();
        assertThat(passwords).doesNotHaveDuplicates();
        assertThat(databases.toString()).doesNotContain(passwords);

        servers.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("passwords.json")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                } else {
                    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                    assertThat(passwords.stream().filter(bytes::contains).toList())
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    private PostgresServer server(int major, Path place) {
        return new PostgresServer(programs(major), place, new Secret("Dhe6vTq9s1"), SMALL);
    }

    private static ServerPrograms programs(int major) {
        ServerBinaries binaries = ServersForTests.binaries();
        return binaries.unpack(binaries.ofMajor(major));
    }
}
