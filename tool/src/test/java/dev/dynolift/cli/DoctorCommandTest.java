package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.Inventories;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @TempDir
    Path folder;

    private final WrittenConsole console = new WrittenConsole();
    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(Captures.of("roast"));
        program("pg_dump", "pg_dump (PostgreSQL) 17.2");
        program("pg_restore", "pg_restore (PostgreSQL) 17.2");
        program("terraform", "Terraform v1.12.1");
        program("git", "git version 2.47.0");
        program("docker", "Docker version 28.0.0");
        program("aws", "{\"Account\": \"123456789012\", \"Arn\": \"arn:aws:iam::123456789012:user/eva\"}");
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void all_is_well_with_everything_in_place() {
        DoctorCommand command = new DoctorCommand();
        command.json = true;

        assertThat(run(command, InstantSource.system())).isZero();

        assertThat(new JsonMapper().readTree(console.out()).path("ready").asBoolean())
                .isTrue();
        assertThat(said())
                .contains("arn:aws:iam::123456789012:user/eva", "requests are left")
                .doesNotContain("PLANTED9");
        assertThat(standIn.requests())
                .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    }

    @Test
    void a_missing_program_and_a_refused_login_stop_with_3_and_say_what_to_do() throws Exception {
        Files.delete(folder.resolve("terraform"));
        program("pg_dump", "pg_dump: no idea");
        standIn.add(Fault.always("*", 401));

        assertThat(run(new DoctorCommand(), InstantSource.system())).isEqualTo(3);

        assertThat(said())
                .contains("hashicorp.com", "does not tell its version", "heroku login", "1 thing must be put right")
                .doesNotContain("PLANTED9");
    }

    @Test
    void what_only_a_later_step_needs_is_a_warning_until_then() throws Exception {
        script("aws", "echo no login >&2\nexit 255");
        Files.delete(folder.resolve("terraform"));
        script("pg_dump", "exit 1");
        Path workspace = folder.resolve("dynolift-crema");
        DoctorCommand command = new DoctorCommand();
        command.workspace.folder = workspace;

        assertThat(run(command, InstantSource.system())).isZero();
        assertThat(said())
                .contains(
                        "AWS does not take them, or there are none; first needed by whoever applies",
                        "first needed by `dynolift rehearse` and `dynolift data`",
                        "Next: dynolift audit APP");

        // The audit has found a database; a plan of it needs no program, and nobody at Heroku.
        InventoryFile.write(workspace.resolve("inventory.json"), Inventories.crema());
        standIn.add(Fault.always("*", 401));
        assertThat(run(command, InstantSource.system())).isZero();
        assertThat(said())
                .contains("first needed by `dynolift rehearse` and `dynolift data`", "Next: dynolift plan")
                .contains("first needed by `dynolift audit`")
                .doesNotContain(".;");
        standIn.mend();

        Files.writeString(workspace.resolve("plan.yaml"), "schemaVersion: 1\n");
        assertThat(run(command, InstantSource.system())).isZero();
        assertThat(said()).contains("Next: dynolift generate");

        Files.createDirectory(workspace.resolve("infra"));
        assertThat(run(command, InstantSource.system())).isEqualTo(3);
        assertThat(said()).contains("3 things must be put right first", "Next: dynolift doctor");
    }

    @Test
    void a_clock_that_is_wrong_stops_too() {
        InstantSource late = () -> InstantSource.system().instant().plus(Duration.ofMinutes(6));

        assertThat(run(new DoctorCommand(), late)).isEqualTo(3);

        assertThat(said()).contains("AWS refuses requests from 300 s on");
    }

    @Test
    void docker_without_its_daemon_is_no_docker() throws Exception {
        script("docker", "[ \"$1\" = --version ] && echo Docker version 28 && exit 0\nexit 1");

        run(new DoctorCommand(), InstantSource.system());

        assertThat(said()).contains("its daemon does not answer");
    }

    @Test
    void a_login_that_may_not_read_settings_stops() throws Exception {
        putApps();
        standIn.add(Fault.always("/apps/roast/config-vars", 403));

        assertThat(run(new DoctorCommand(), InstantSource.system())).isEqualTo(3);

        assertThat(said()).contains("may not read those of roast", "read-protected");
    }

    @Test
    void settings_are_read_and_dropped() throws Exception {
        putApps();

        assertThat(run(new DoctorCommand(), InstantSource.system())).isZero();

        assertThat(said()).contains("may be read, as those of roast").doesNotContain("PLANTED9");
    }

    @Test
    void a_repository_may_be_a_url_and_its_own_configuration_runs_nothing() throws Exception {
        Files.delete(folder.resolve("git"));
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        Path ran = folder.resolve("ran");
        script("evil", "touch " + ran);
        git(checkout, "init", "-q");
        git(checkout, "-c", "user.name=x", "-c", "user.email=x@y.example", "commit", "-q", "--allow-empty", "-m", "x");
        git(checkout, "config", "core.fsmonitor", folder.resolve("evil").toString());

        DoctorCommand here = new DoctorCommand();
        here.repository = checkout.toString();
        assertThat(run(here, InstantSource.system())).isZero();
        assertThat(said()).contains("commit ");
        assertThat(ran).doesNotExist();

        DoctorCommand elsewhere = new DoctorCommand();
        elsewhere.repository = "file://" + checkout;
        assertThat(run(elsewhere, InstantSource.system())).isZero();
        assertThat(said()).contains("checkout has commit").doesNotContain("is no folder");

        DoctorCommand nowhere = new DoctorCommand();
        nowhere.repository = "file://" + folder.resolve("nowhere");
        assertThat(run(nowhere, InstantSource.system())).isEqualTo(3);
    }

    /** Heroku with a list of apps, which the capture has not. */
    private void putApps() throws Exception {
        Path capture = Files.createDirectory(folder.resolve("capture"));
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            CaptureFolder.write(capture, answer);
        }
        CaptureFolder.write(
                capture,
                new HerokuAnswer("/apps", 200, Map.of(), new JsonMapper().readTree("[{\"name\": \"roast\"}]")));
        standIn.close();
        standIn = HerokuStandIn.start(capture);
    }

    private static void git(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private int run(DoctorCommand command, InstantSource clock) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HEROKU_HOST", standIn.address().toString());
        environment.put("HEROKU_API_KEY", "HRKU-PLANTED9-login");
        environment.put("PATH", folder + ":/usr/bin:/bin");
        return command.run(environment, clock, console.open());
    }

    private String said() {
        return console.out() + console.err();
    }

    private void program(String name, String says) throws IOException {
        script(name, "cat <<'SAYS'\n" + says + "\nSAYS");
    }

    private void script(String name, String lines) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable");
        }
    }
}
