package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.dynolift.audit.Audit;
import dev.dynolift.generate.Generator;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.MigrationPlan;
import dev.dynolift.plan.PlanFile;
import dev.dynolift.plan.Planner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code image check} with a script in place of Docker, which writes down what it is told and behaves as Docker does; the process
 * that it says to have started is a real server on a real port.
 */
class ImageCheckCommandTest {

    /** STATE holds what the containers are; ANSWER may make one word fail. */
    private static final String DOCKER = """
            #!/bin/sh
            PATH=/usr/bin:/bin
            echo "$*" >>"$STATE/told"
            case $1 in
                info) [ ! -e "$STATE/no-daemon" ] || { echo "Cannot connect to the Docker daemon." >&2; exit 1; } ;;
                build)
                    for last; do :; done
                    (cd "$last" && find . -type f | sort) >"$STATE/context"
                    printf '%s' "$BUNDLE_GEMS__EXAMPLE__COM" >"$STATE/lent"
                    [ ! -e "$STATE/no-build" ] || { echo "gem pg: no $BUNDLE_GEMS__EXAMPLE__COM"; exit 1; }
                    ;;
                image) case $4 in *Size*) echo 123456789 ;; *) cat "$STATE/user" ;; esac ;;
                run)
                    if [ -e "$STATE/no-limits" ]; then
                        echo "Error: crun: setrlimit \\`RLIMIT_NOFILE\\`: Operation not permitted" >&2
                        exit 126
                    fi
                    case "$*" in *--init*) [ ! -e "$STATE/no-init" ] || { cat "$STATE/no-init" >&2; exit 125; } ;; esac
                    while [ "$#" -gt 0 ]; do
                        [ "$1" != --env-file ] || cat "$2" >>"$STATE/environment"
                        shift
                    done
                    ;;
                port) [ -e "$STATE/ended" ] || echo "127.0.0.1:$(cat "$STATE/port")" ;;
                inspect)
                    case $3 in
                        *Running*) [ -e "$STATE/ended" ] && echo false || echo true ;;
                        *) [ -e "$STATE/ended" ] && echo 1 || cat "$STATE/stopped" ;;
                    esac
                    ;;
                logs) echo "KeyError: key not found: \\"TILE_KEY\\"" >&2 ;;
            esac
            """;

    @TempDir
    Path folder;

    private final WrittenConsole console = new WrittenConsole(400);
    private final String login = UUID.randomUUID().toString();
    private Path state;
    private Path code;
    private HttpServer server;

    @BeforeEach
    void an_app_and_a_docker() throws IOException {
        state = Files.createDirectory(folder.resolve("state"));
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path docker = Files.writeString(programs.resolve("docker"), DOCKER);
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Files.writeString(state.resolve("port"), server.getAddress().getPort() + "\n");
        Files.writeString(state.resolve("user"), "app:app\n");
        Files.writeString(state.resolve("stopped"), "0\n");
        code = Files.createDirectories(folder.resolve("atlas"));
        copy(Path.of("..", "examples", "atlas", "repo"), code);
        Files.writeString(code.resolve(".env"), "TILE_KEY=" + login + "\n");
        Files.writeString(
                code.resolve("Gemfile.lock"),
                Files.readString(code.resolve("Gemfile.lock"))
                        .replace("pg (1.5.9)", "pg (1.5.9)\n    rmagick (6.0.1)"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void an_image_is_built_started_and_stopped_with_settings_that_open_nothing() throws IOException {
        workspace();

        int exit = check(List.of("--repo", code.toString()));

        assertThat(exit).as(said()).isZero();
        assertThat(said())
                .contains(
                        "Build: Built by docker in ",
                        " as dynolift-check/atlas, 123 MB.",
                        "Start: It answered on port 3000 after ",
                        "(GET /: 200). It ended 0 s after SIGTERM.",
                        "The image builds and starts.");
        List<String> told = Files.readAllLines(state.resolve("told"));
        assertThat(told.get(1))
                .startsWith("build --tag dynolift-check/atlas --build-arg COMMIT=")
                .doesNotContain(code.toString());
        String run = told.stream()
                .filter(line -> line.startsWith("run "))
                .findFirst()
                .orElseThrow();
        assertThat(run)
                .contains(" --publish 127.0.0.1::3000 dynolift-check/atlas ")
                .endsWith(" /bin/sh -c exec bundle exec puma -C config/puma.rb")
                .doesNotContain("DATABASE_URL");
        assertThat(Files.readString(state.resolve("environment")))
                .contains(
                        "DATABASE_URL=postgres://",
                        "REDIS_URL=redis://127.0.0.1",
                        "RAILS_ENV=production",
                        "TILE_KEY=stub")
                .doesNotContain(login);
        assertThat(Files.readAllLines(state.resolve("context")))
                .contains("./Dockerfile", "./entrypoint.sh", "./.dockerignore", "./config/puma.rb")
                .doesNotContain("./.env");
        assertThat(told.get(told.size() - 1)).startsWith("rm --force dynolift-check-");
        assertThat(code.resolve("Dockerfile"))
                .as("the checkout stays as it was")
                .doesNotExist();
    }

    @Test
    void what_is_missing_is_said_before_and_after_a_trial_that_fails() throws IOException {
        Path workspace = workspace();
        Path plan = workspace.resolve("plan.yaml");
        Files.writeString(
                plan,
                Files.readString(plan)
                        .replaceFirst("(?m)^      TILE_KEY: .*\\R(\\s+#.*\\R)*", "      TILE_KEY: dropped\n"));
        Path dockerfile = workspace.resolve("image/atlas/Dockerfile");
        Files.writeString(
                dockerfile,
                Files.readString(dockerfile).replace(" TILE_KEY=stub", "").replace("libmagickwand-dev", "libvips"));
        Files.createFile(state.resolve("ended"));

        int exit = check(List.of("--repo", code.toString()));

        assertThat(exit).isEqualTo(3);
        assertThat(said())
                .containsSubsequence("stops", "TILE_KEY", "while assets are made", "config/application.rb:6")
                .containsSubsequence("TILE_KEY", "and the plan does not give it")
                .containsSubsequence("stops", "rmagick", "compiled with libmagickwand-dev")
                .contains("Start: FAILED. It ended with exit code 1", "KeyError: key not found: \"TILE_KEY\"");
        assertThat(Files.readString(state.resolve("environment"))).doesNotContain("TILE_KEY");
    }

    @Test
    void a_build_is_lent_what_it_asks_for_and_nothing_shows_it() throws IOException {
        Path dockerfile = workspace().resolve("image/atlas/Dockerfile");
        Files.writeString(
                dockerfile,
                "FROM ruby:3.3-slim\nRUN --mount=type=secret,id=BUNDLE_GEMS__EXAMPLE__COM,required=true"
                        + " bundle install\n");

        assertThat(check(List.of("--repo", code.toString()))).isEqualTo(3);
        assertThat(said())
                .contains("Build: FAILED. The build reads BUNDLE_GEMS__EXAMPLE__COM, which this shell does not have");
        assertThat(Files.readAllLines(state.resolve("told"))).containsExactly("info");

        Files.createFile(state.resolve("no-build"));
        assertThat(check(List.of("--repo", code.toString()), "BUNDLE_GEMS__EXAMPLE__COM", login))
                .isEqualTo(3);
        assertThat(Files.readString(state.resolve("lent"))).isEqualTo(login);
        assertThat(said()).contains("gem pg: no ").doesNotContain(login);
        assertThat(Files.readString(state.resolve("told"))).doesNotContain(login);
    }

    @Test
    void a_container_has_a_first_process_as_at_ecs_where_there_is_one() throws IOException {
        workspace();
        Files.writeString(
                state.resolve("no-init"),
                "Error: statting container-init binary: stat /usr/libexec/podman/catatonit: no such file or directory\n");

        assertThat(check(List.of("--repo", code.toString()))).as(said()).isZero();
        List<String> runs = Files.readAllLines(state.resolve("told")).stream()
                .filter(line -> line.startsWith("run "))
                .toList();
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0)).contains(" --init ");
        assertThat(runs.get(1)).doesNotContain("--init");
    }

    @Test
    void a_machine_that_grants_few_limits_is_told_how_containers_start_there() throws IOException {
        workspace();
        Files.createFile(state.resolve("no-limits"));

        assertThat(check(List.of("--repo", code.toString()))).isEqualTo(3);
        assertThat(said()).contains("Start: FAILED. It could not be started:", "setrlimit", "default_ulimits = [");
    }

    @Test
    void what_was_not_done_is_said() throws IOException {
        workspace();
        Files.createFile(state.resolve("no-daemon"));

        check(List.of("--repo", code.toString()));
        assertThat(said())
                .contains(
                        "Build: not tried: docker is installed and does not work (Cannot connect to the Docker daemon.).");

        check(List.of("--read-only"));
        check(List.of());
        assertThat(said())
                .contains(
                        "Build: not tried: you said so.",
                        "Build: not tried: name the app's checkout with --repo.",
                        "Start: not tried: nothing was built.");
    }

    @Test
    void a_process_of_root_that_is_deaf_to_signals_is_no_success_in_silence() throws IOException {
        workspace();
        Files.writeString(state.resolve("user"), "\n");
        Files.writeString(state.resolve("stopped"), "137\n");

        assertThat(check(List.of("--repo", code.toString()))).isZero();
        assertThat(said()).contains("processes are root", "did not end within 30 s of SIGTERM");
    }

    private Path workspace() throws IOException {
        Path workspace = folder.resolve("dynolift-atlas");
        Inventory inventory = Audit.ofRepository(code, "atlas");
        Files.createDirectories(workspace);
        InventoryFile.write(workspace.resolve("inventory.json"), inventory);
        MigrationPlan plan = Planner.plan(inventory, Optional.empty());
        PlanFile.write(workspace.resolve("plan.yaml"), plan);
        Generator.generate(plan, inventory, workspace);
        return workspace;
    }

    private int check(List<String> arguments, String... settings) {
        ImageCheckCommand command = new ImageCheckCommand();
        command.workspace.folder = folder.resolve("dynolift-atlas");
        command.timeout = 30;
        command.readOnly = arguments.contains("--read-only");
        command.repository = arguments.contains("--repo") ? Path.of(arguments.get(1)) : null;
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", folder.resolve("programs").toString(), "STATE", state.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return command.run(environment, console.open());
    }

    private String said() {
        return (console.out() + console.err()).replaceAll("\\s+", " ");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path place = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place);
                }
            }
        }
    }
}
