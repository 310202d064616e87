package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.workspace.Workspace;
import dev.dynolift.workspace.WorkspaceLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

    /** Stands in every secret value of the capture, and in the login. */
    private static final String PLANTED = "PLANTED9";

    @TempDir
    Path folder;

    private final WrittenConsole console = new WrittenConsole();
    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(Captures.of("roast"));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void a_recording_is_audited_without_heroku_and_without_a_login() {
        AuditCommand first = command("roast", "roast-staging");
        first.record = folder.resolve("recording");
        assertThat(run(first)).isZero();
        int asked = standIn.requests().size();

        AuditCommand again = command("roast", "roast-staging");
        again.replay = folder.resolve("recording");
        assertThat(again.run(Map.of("DYNOLIFT_NAME_SERVER", "none"), console.open()))
                .isZero();

        assertThat(standIn.requests()).hasSize(asked);
        assertThat(InventoryFile.read(folder.resolve("workspace/inventory.json"))
                        .apps())
                .hasSize(2);
        again.databases = true;
        assertThatThrownBy(() -> again.run(Map.of(), console.open())).hasMessageContaining("from files alone");
        again.databases = false;
        again.slugs = true;
        assertThatThrownBy(() -> again.run(Map.of(), console.open())).hasMessageContaining("from files alone");
        AuditCommand nobody = command();
        nobody.replay = folder.resolve("recording");
        nobody.repository = folder.toString();
        AuditCommand another = command("roast", "bistro");
        another.replay = folder.resolve("recording");
        String advice = "Name what it has: `dynolift audit roast roast-staging --replay " + nobody.replay + "`.";
        assertThatThrownBy(() -> nobody.run(Map.of(), console.open()))
                .hasMessageContaining("no app is named")
                .satisfies(failure ->
                        assertThat(((DynoliftException) failure).next()).isEqualTo(advice));
        assertThatThrownBy(() -> another.run(Map.of(), console.open()))
                .hasMessageContaining("has no recording of bistro")
                .satisfies(failure ->
                        assertThat(((DynoliftException) failure).next()).isEqualTo(advice));
    }

    @Test
    void a_replay_takes_no_audit_of_heroku_itself_out_of_its_place_unless_that_is_meant() throws Exception {
        AuditCommand first = command("roast");
        first.record = folder.resolve("recording");
        assertThat(run(first)).isZero();
        Path file = folder.resolve("workspace/inventory.json");
        String real = Files.readString(file)
                .replaceFirst("\"source\" : \"http://[^\"]*\"", "\"source\" : \"https://api.heroku.com\"");
        Files.writeString(file, real);
        AuditCommand replay = command("roast");
        replay.replay = folder.resolve("recording");
        Map<String, String> nobody = Map.of("DYNOLIFT_NAME_SERVER", "none");

        assertThatThrownBy(() -> replay.run(nobody, console.open()))
                .hasMessageContaining("holds an audit of https://api.heroku.com")
                .satisfies(failure ->
                        assertThat(((DynoliftException) failure).next()).contains("--workspace", "--yes"));
        assertThat(file).content().isEqualTo(real);

        replay.yes = true;
        assertThat(replay.run(nobody, console.open())).isZero();
        assertThat(console.err()).contains("is replaced by the recording");
        assertThat(file).content().contains("http://127.0.0.1");
    }

    @Test
    void writes_the_inventory_and_prints_a_summary_without_any_value() throws Exception {
        AuditCommand command = command("roast", "roast-staging");
        command.record = folder.resolve("rehearsal");

        assertThat(run(command)).isZero();

        Inventory inventory = InventoryFile.read(folder.resolve("workspace/inventory.json"));
        assertThat(inventory.apps()).hasSize(2);
        assertThat(console.out())
                .contains("roast-staging", "standard-2x", "PostgreSQL 15", "blocking")
                .doesNotContain(PLANTED);
        assertThat(console.err())
                .contains("Next: dynolift plan --workspace", "The databases themselves were not asked")
                .doesNotContain(PLANTED);
        assertThat(folder.resolve("rehearsal/heroku")).isDirectory();
        assertThat(everythingWritten()).doesNotContain(PLANTED);
    }

    @Test
    void prints_json_that_reads_back() {
        AuditCommand command = command("roast");
        command.json = true;

        assertThat(run(command)).isZero();

        assertThat(console.out())
                .startsWith("{")
                .contains("\"schemaVersion\" : 1")
                .doesNotContain(PLANTED);
    }

    @Test
    void needs_no_login_for_a_repository_alone() throws Exception {
        Path checkout = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(checkout.resolve("Procfile"), "web: bundle exec puma\nworker: bundle exec sidekiq\n");
        AuditCommand command = new AuditCommand();
        command.repository = checkout.toString();
        command.workspace = folder.resolve("workspace");

        assertThat(command.run(Map.of(), console.open())).isZero();

        Inventory inventory = InventoryFile.read(folder.resolve("workspace/inventory.json"));
        assertThat(inventory.app("shop").orElseThrow().processes()).hasSize(2);
        assertThat(inventory.source()).isEqualTo("repository only");
    }

    @Test
    void takes_jobs_from_a_file_for_a_repository_alone() throws Exception {
        Path checkout = Files.createDirectory(folder.resolve("shop"));
        Files.writeString(checkout.resolve("Procfile"), "web: bundle exec puma\n");
        AuditCommand command = new AuditCommand();
        command.repository = checkout.toString();
        command.workspace = folder.resolve("workspace");
        command.jobsFile = Files.writeString(
                folder.resolve("jobs.yaml"),
                "shop:\n  - name: renew\n    command: rake renew\n    every: daily at 09:00\n");
        AuditCommand others = new AuditCommand();
        others.repository = checkout.toString();
        others.workspace = folder.resolve("workspace");
        others.jobsFile = Files.writeString(
                folder.resolve("others.yaml"),
                "kiosk:\n  - name: renew\n    command: rake renew\n    every: hourly at :20\n");

        assertThat(command.run(Map.of(), console.open())).isZero();

        Inventory inventory = InventoryFile.read(folder.resolve("workspace/inventory.json"));
        assertThat(inventory.app("shop").orElseThrow().scheduledJobs())
                .extracting(ScheduledJob::command, ScheduledJob::atMinute)
                .containsExactly(tuple("rake renew", 540));
        assertThatThrownBy(() -> others.run(Map.of(), console.open()))
                .hasMessageContaining("jobs of kiosk, which is not audited");
    }

    @Test
    void refuses_a_bad_login_without_quoting_it() {
        standIn.add(Fault.always("*", 401));

        assertThatThrownBy(() -> run(command("roast")))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("does not accept the login")
                .hasMessageNotContaining(PLANTED);
        assertThat(folder.resolve("workspace")).doesNotExist();
    }

    @Test
    void two_audits_do_not_work_in_one_workspace() {
        try (WorkspaceLock other = WorkspaceLock.take(new Workspace(folder.resolve("workspace")))) {
            assertThat(other).isNotNull();
            assertThatThrownBy(() -> run(command("roast"))).hasMessageContaining("is in use");
        }
        assertThat(folder.resolve("workspace/inventory.json")).doesNotExist();
        assertThat(run(command("roast"))).isZero();
    }

    @Test
    void refuses_names_that_no_app_has_and_an_empty_command_line() {
        assertThatThrownBy(() -> run(command("../etc"))).hasMessageContaining("no app's name");
        assertThatThrownBy(() -> run(new AuditCommand())).hasMessageContaining("nothing to audit");
    }

    @Test
    void refuses_options_that_would_be_ignored() {
        AuditCommand team = new AuditCommand();
        team.team = "roasters";
        team.watch = "24h";
        AuditCommand everything = new AuditCommand();
        everything.all = true;
        everything.watch = "24h";
        AuditCommand code = new AuditCommand();
        code.repository = folder.toString();
        code.watch = "24h";
        AuditCommand asked = new AuditCommand();
        asked.repository = folder.toString();
        asked.databases = true;
        AuditCommand dyno = new AuditCommand();
        dyno.repository = folder.toString();
        dyno.confirmed = List.of("roast");

        assertThatThrownBy(() -> run(team)).hasMessageContaining("--watch-scheduler needs apps by name");
        assertThatThrownBy(() -> run(everything)).hasMessageContaining("--watch-scheduler needs apps by name");
        assertThatThrownBy(() -> run(code))
                .hasMessageContaining("--watch-scheduler needs an app")
                .hasMessageNotContaining("rate limit");
        assertThatThrownBy(() -> run(asked))
                .hasMessageContaining("--databases needs an app")
                .hasMessageNotContaining("dynos");
        assertThatThrownBy(() -> run(dyno)).hasMessageContaining("--confirm needs apps by name");
        assertThat(standIn.requests()).isEmpty();
    }

    @Test
    void refuses_a_folder_that_has_no_name() {
        AuditCommand code = command("roast");
        code.repository = "";
        AuditCommand place = command("roast");
        place.workspace = Path.of("");

        assertThatThrownBy(() -> run(code)).hasMessageContaining("--repo is empty");
        assertThatThrownBy(() -> run(place)).hasMessageContaining("--workspace is empty");
        assertThat(standIn.requests()).isEmpty();
    }

    private AuditCommand command(String... apps) {
        AuditCommand command = new AuditCommand();
        command.apps = List.of(apps);
        command.workspace = folder.resolve("workspace");
        return command;
    }

    private int run(AuditCommand command) {
        return command.run(
                Map.of("HEROKU_HOST", standIn.address().toString(), "HEROKU_API_KEY", "HRKU-PLANTED9-login"),
                console.open());
    }

    private String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
