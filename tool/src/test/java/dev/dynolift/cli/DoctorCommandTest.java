package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.terminal.Console;
import dev.dynolift.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(
                Path.of(HerokuStandIn.class.getResource("roast").toURI()));
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

        assertThat(new JsonMapper()
                        .readTree(out.toString(StandardCharsets.UTF_8))
                        .path("ready")
                        .asBoolean())
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
                .contains("hashicorp.com", "does not tell its version", "heroku login", "things must be put right")
                .doesNotContain("PLANTED9");
    }

    @Test
    void a_clock_that_is_wrong_stops_too() {
        InstantSource late = () -> InstantSource.system().instant().plus(Duration.ofMinutes(6));

        assertThat(run(new DoctorCommand(), late)).isEqualTo(3);

        assertThat(said()).contains("AWS refuses requests from 300 s on");
    }

    private int run(DoctorCommand command, InstantSource clock) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HEROKU_HOST", standIn.address().toString());
        environment.put("HEROKU_API_KEY", "HRKU-PLANTED9-login");
        environment.put("PATH", folder + ":/usr/bin:/bin");
        return command.run(
                environment,
                clock,
                new Console(
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        err,
                        new Terminal(false, false, false, false, false, true, () -> new Terminal.Size(120, 40))));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private void program(String name, String says) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\ncat <<'SAYS'\n" + says + "\nSAYS\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable");
        }
    }
}
