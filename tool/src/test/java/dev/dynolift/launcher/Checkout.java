package dev.dynolift.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dynolift.architecture.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * A checkout with the real launcher, sources that are only there to have an age, and a Maven that makes the jar of
 * {@link FakeProgram} and counts its calls. Its path has a space in it.
 */
final class Checkout {

    /** All that the launcher may need beside Java and Maven; each is in POSIX. */
    private static final List<String> PROGRAMS = List.of(
            "cat", "dirname", "find", "head", "mkdir", "mv", "readlink", "rm", "sed", "sleep", "tail", "touch", "tr");

    private final List<String> shell;
    private final Map<String, String> environment = new HashMap<>();

    final Path root;
    final Path launcher;
    final Path jar;
    final Path source;
    final Path programs;

    /** How a run of the launcher ended. */
    record Result(int exitCode, String out, String err) {}

    Checkout(Path folder, String shell) throws IOException {
        this.shell = List.of(shell.split(" ", -1));
        root = Files.createDirectories(folder.resolve("check out"));
        launcher = Files.copy(Repository.root().resolve("dynolift"), root.resolve("dynolift"));
        jar = root.resolve("tool/target/dynolift.jar");
        source = root.resolve("tool/src/main/java/Main.java");
        Files.createDirectories(Objects.requireNonNull(source.getParent()));
        Files.createDirectories(root.resolve("engine/src/main"));
        Files.createDirectories(root.resolve("terraform/network"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("terraform/network/main.tf"), "");
        Files.writeString(source, "");
        programs = Files.createDirectories(folder.resolve("bin"));
        for (String program : PROGRAMS) {
            passOn(program, find(program));
        }
        // As a version manager's shim does it.
        passOn("java", Path.of(System.getProperty("java.home"), "bin", "java"));
        writeJar(folder.resolve("fake.jar"));
        maven("mkdir -p tool/target; cat '" + folder.resolve("fake.jar") + "' > tool/target/dynolift.jar");
        environment.put("PATH", programs.toString());
    }

    private void passOn(String program, Path real) throws IOException {
        executable(programs.resolve(program), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
    }

    /** Replaces what the fake Maven does once it has counted the call. */
    Checkout maven(String script) throws IOException {
        executable(programs.resolve("mvn"), "#!/bin/sh\necho \"$*\" >> '" + root + "/calls'\n" + script + "\n");
        return this;
    }

    Checkout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Command lines that Maven was called with. */
    List<String> mavenCalls() throws IOException {
        Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Makes everything in the checkout older than the jar, as it is a while after a build. */
    void age() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(file -> !file.equals(jar)).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return finish(start(root, launcher.toString(), arguments));
    }

    Process start(Path folder, String launcherAsTyped, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(shell);
        command.set(0, find(shell.get(0)).toString());
        command.add(launcherAsTyped);
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Result finish(Process process) throws IOException, InterruptedException {
        // What is printed fits into a pipe, so that one can be read after the other.
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, err);
    }

    static boolean has(String program) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Path find(String program) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + program));
    }

    static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void writeJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeProgram.class.getName());
        String entry = FakeProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream content = Objects.requireNonNull(
                        FakeProgram.class.getClassLoader().getResourceAsStream(entry))) {
            jar.putNextEntry(new ZipEntry(entry));
            content.transferTo(jar);
        }
    }
}
