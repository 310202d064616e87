package dev.dynolift.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dynolift.architecture.Repository;
import dev.dynolift.launcher.Checkout.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's shell, and bash as a Mac calls it. */
@ParameterizedClass
@Timeout(120)
@ValueSource(strings = {"dash", "bash --posix"})
class LauncherTest {

    @Parameter
    String shell = "";

    @TempDir
    Path folder;

    Checkout checkout;

    @BeforeEach
    void check_out() throws IOException {
        String program = shell.split(" ", 2)[0];
        assumeTrue(Checkout.has(program), "there is no " + program + " here");
        checkout = new Checkout(folder.toRealPath(), shell);
    }

    @Test
    void builds_on_first_use_and_passes_arguments_on_as_they_are() throws Exception {
        Result result = checkout.run("plan", "a b", "*", "", "--x=$HOME");
        assertThat(result.err()).contains("building");
        assertThat(result.out())
                .contains("[plan]\n[a b]\n[*]\n[]\n[--x=$HOME]\n")
                .contains("jar=" + checkout.jar);
        assertThat(result.exitCode()).isZero();
        assertThat(checkout.mavenCalls())
                .containsExactly("-q -B -DskipTests -Dcompiler.warnings=-nowarn -P !strict -pl tool -am package");
    }

    @Test
    void builds_again_only_when_something_is_newer_than_the_jar() throws Exception {
        checkout.run();
        checkout.age();
        Result second = checkout.run();
        assertThat(second.err()).isEmpty();
        assertThat(checkout.mavenCalls()).hasSize(1);

        assertBuildsAfterChangeOf(checkout.source, 2);
        assertBuildsAfterChangeOf(checkout.root.resolve("pom.xml"), 3);
        assertBuildsAfterChangeOf(checkout.root.resolve("terraform/network/main.tf"), 4);

        Files.createDirectories(checkout.root.resolve("terraform/network/.terraform"));
        Files.writeString(checkout.root.resolve("terraform/network/.terraform/modules.json"), "");
        checkout.run();
        assertThat(checkout.mavenCalls()).as("Terraform's own files").hasSize(4);

        Files.delete(checkout.source);
        checkout.run();
        assertThat(checkout.mavenCalls()).as("a removed source").hasSize(5);
    }

    private void assertBuildsAfterChangeOf(Path file, int calls) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(1)));
        checkout.run();
        assertThat(checkout.mavenCalls()).as(file.toString()).hasSize(calls);
        checkout.age();
        checkout.run();
        assertThat(checkout.mavenCalls()).as(file + " once more").hasSize(calls);
    }

    @Test
    void runs_from_any_folder_and_through_links() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("first"), Path.of("../check out/dynolift"));
        Files.createSymbolicLink(folder.resolve("dl"), elsewhere.resolve("first"));
        Result result = Checkout.finish(checkout.start(elsewhere, "../dl", "status"));
        assertThat(result.out())
                .contains("jar=" + checkout.jar + "\n")
                .contains("called as ../dl\n")
                .contains("[status]");
        Result named = Checkout.finish(checkout.start(checkout.root, "dynolift", "status"));
        assertThat(named.out()).contains("jar=" + checkout.jar + "\n");
    }

    @Test
    void the_programs_exit_code_is_its_own() throws Exception {
        assertThat(checkout.run("exit", "0").exitCode()).isZero();
        assertThat(checkout.run("exit", "4").exitCode()).isEqualTo(4);
        assertThat(checkout.run("exit", "130").exitCode()).isEqualTo(130);
    }

    @Test
    void becomes_the_program_so_that_a_signal_reaches_it() throws Exception {
        checkout.run();
        Process process = checkout.start(checkout.root, checkout.launcher.toString(), "wait");
        try {
            BufferedReader out = process.inputReader();
            out.readLine();
            assertThat(out.readLine()).isEqualTo("called as " + checkout.launcher);
            assertThat(out.readLine()).isEqualTo("pid=" + process.pid());
            assertThat(out.readLine()).isEqualTo("[wait]");
            assertThat(out.readLine()).isEqualTo("waiting");
            process.toHandle().destroy();
            assertThat(out.readLine()).isEqualTo("stopped");
            assertThat(process.waitFor()).isEqualTo(143);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void says_how_to_get_java_when_there_is_none() throws Exception {
        String text = Repository.read(checkout.launcher);
        Files.writeString(checkout.launcher, text.replace("java_needed=17", "java_needed=9999"));
        Result result = checkout.run("--version");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Error: dynolift needs a JDK 9999 or newer")
                .contains("apt-get install", "brew install");
        assertThat(checkout.mavenCalls()).isEmpty();
    }

    @Test
    void passes_over_a_java_that_is_too_old() throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_402\"\n");
        Checkout.executable(old.resolve("bin/java"), "#!/bin/sh\necho too old\n");
        Checkout.executable(old.resolve("bin/javac"), "#!/bin/sh\n");
        Result result = checkout.with("JAVA_HOME", old.toString()).run("status");
        assertThat(result.out()).contains("[status]").doesNotContain("too old");
    }

    @Test
    void says_how_to_get_maven_when_it_must_build_and_there_is_none() throws Exception {
        Files.delete(checkout.programs.resolve("mvn"));
        Result result = checkout.run("--version");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("that needs Maven", "apt-get install maven", "brew install maven");
        assertThat(checkout.root.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void a_failed_build_shows_its_last_lines_and_ends_with_1() throws Exception {
        Result result =
                checkout.maven("echo 'Main.java: no such symbol'; exit 1").run("status");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Main.java: no such symbol", "Error: dynolift could not be built");
        assertThat(checkout.root.resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void two_calls_at_once_build_once() throws Exception {
        checkout.maven("sleep 1; " + lastLine(checkout.programs.resolve("mvn")));
        Process first = checkout.start(checkout.root, "dynolift", "first");
        Process second = checkout.start(checkout.root, "dynolift", "second");
        assertThat(Checkout.finish(first).out()).contains("[first]");
        assertThat(Checkout.finish(second).out()).contains("[second]");
        assertThat(checkout.mavenCalls()).hasSize(1);
    }

    @Test
    void a_lock_whose_owner_is_gone_is_taken_over() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectories(checkout.root.resolve("target/build.lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        assertThat(checkout.run("status").out()).contains("[status]");
        assertThat(lock).doesNotExist();
    }

    @Test
    void a_signal_during_the_build_ends_maven_too() throws Exception {
        checkout.maven("echo $$ > '" + checkout.root + "/maven.pid'; exec sleep 60");
        Process process = checkout.start(checkout.root, "dynolift", "status");
        assertThat(process.errorReader().readLine()).contains("building");
        Path number = checkout.root.resolve("maven.pid");
        while (!Files.exists(number) || !Files.readString(number).endsWith("\n")) {
            Thread.onSpinWait();
        }
        long maven = Long.parseLong(Files.readString(number).strip());
        process.toHandle().destroy();
        assertThat(process.waitFor()).isEqualTo(143);
        assertThat(ProcessHandle.of(maven).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(checkout.root.resolve("target/build.lock")).doesNotExist();
    }

    private static String lastLine(Path file) throws IOException {
        return Files.readAllLines(file).get(2);
    }
}
