package dev.dynolift.preflight;

import dev.dynolift.server.ServerAddress;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real PgBouncer in front of a database; where the program is not installed, its tests are skipped. */
public final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final ServerAddress address;

    private PgBouncer(Process process, ServerAddress address) {
        this.process = process;
        this.address = address;
    }

    public static boolean isHere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "pgbouncer")));
    }

    /** @param ignored settings at a connection's start that it takes without passing them on */
    public static PgBouncer start(Path folder, ServerAddress behind, String mode, String ignored)
            throws IOException, InterruptedException {
        int port = ServerChecksTest.freePort();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path configuration = folder.resolve("pgbouncer.ini");
        Files.writeString(
                configuration,
                "[databases]\n" + behind.database() + " = host=" + behind.host() + " port=" + behind.port() + " user="
                        + behind.user() + " password=" + behind.password().reveal() + "\n[pgbouncer]\nlisten_addr ="
                        + " 127.0.0.1\nunix_socket_dir =\nauth_type = any\nlisten_port = " + port + "\npool_mode = "
                        + mode
                        + "\nignore_startup_parameters = " + ignored + "\n");
        List<String> command = new ArrayList<>(List.of("pgbouncer", configuration.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
        for (int i = 0; i < 100 && process.isAlive() && !answers(port); i++) {
            Thread.sleep(100);
        }
        return new PgBouncer(
                process, new ServerAddress("127.0.0.1", port, behind.database(), behind.user(), behind.password()));
    }

    public ServerAddress address() {
        return address;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
