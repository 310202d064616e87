package dev.dynolift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.aws.RecordedCalls;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.RoleCount;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.plan.Inventories;
import dev.dynolift.plan.PlanSettings;
import dev.dynolift.plan.Preset;
import dev.dynolift.plan.Replanning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessCommandTest {

    private static final String BREAK_GLASS_REFUSED = """
            {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','sourceIPAddress':'203.0.113.7','errorCode':'AccessDenied',
             'userIdentity':{'type':'IAMUser','userName':'tom'},
             'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/crema-production-break-glass'}}""";

    @TempDir
    Path workspace;

    private final WrittenConsole console = new WrittenConsole(160);

    @Test
    void tells_who_may_do_what_and_from_which_rights_that_comes() {
        planned(Preset.HA);

        assertThat(command("--no-history").run(Map.of(), console.open())).isZero();

        assertThat(console.out())
                .contains("Who may do what in production, for an hour at a time and with a second factor:")
                .containsPattern("crema-production-viewer\n +sees what runs")
                .containsPattern("crema-production-break-glass\n +in an emergency: .* an alarm goes off")
                .contains("Shells and the account's trail are kept for 400 days.")
                .containsPattern("app crema +2 +member: deploy, view +deployer\n")
                .containsPattern("app crema +1 +admin +deployer, operator, break-glass\n");
    }

    @Test
    void says_so_where_the_plan_makes_no_roles() {
        planned(Preset.STANDARD);

        assertThat(command("--no-history").run(Map.of(), console.open())).isZero();

        assertThat(console.out()).contains("In production the plan makes no roles for people");
        assertThat(console.err()).contains("dynolift plan --set environments.production.access.enabled=true");
    }

    @Test
    void tells_who_has_logged_in_or_tried() throws Exception {
        planned(Preset.HA);
        try (RecordedCalls calls = RecordedCalls.start()) {
            calls.add("us-east-1", "AssumeRole", BREAK_GLASS_REFUSED);

            assertThat(command().run(login(calls), console.open())).isZero();

            assertThat(console.out())
                    .contains("Logins since ", "by CloudTrail in us-east-1:")
                    .containsPattern(
                            "tom +took on a role: crema-production-break-glass +203.0.113.7 +no +failed: AccessDenied");
        }
    }

    @Test
    void tells_the_same_to_a_program() throws Exception {
        planned(Preset.HA);
        try (RecordedCalls calls = RecordedCalls.start()) {
            calls.add("us-east-1", "AssumeRole", BREAK_GLASS_REFUSED);

            assertThat(command("--json").run(login(calls), console.open())).isZero();
        }

        JsonNode answer = new JsonMapper().readTree(console.out());
        assertThat(answer.path("schemaVersion").asInt()).isEqualTo(1);
        JsonNode production = answer.path("environments").path(0);
        assertThat(production.path("roles").findValuesAsString("name"))
                .contains("crema-production-operator", "crema-production-auditor");
        assertThat(production.path("heroku").path(0).path("permissions").toString())
                .isEqualTo("[]");
        JsonNode event = answer.path("history").path("events").path(0);
        assertThat(event.path("at").asString()).isEqualTo("2026-11-20T08:00:00Z");
        assertThat(event.path("failed").asBoolean()).isTrue();
    }

    @Test
    void without_a_login_it_tells_what_it_can_and_how_to_get_the_rest() {
        planned(Preset.HA);

        assertThatThrownBy(() -> command().run(Map.of("HOME", workspace.toString()), console.open()))
                .hasMessageContaining("nobody can ask AWS who has logged in");

        assertThat(console.out()).contains("crema-production-viewer");
    }

    @Test
    void refuses_days_that_aws_does_not_keep() {
        AccessCommand command = command();
        command.days = 91;

        assertThatThrownBy(() -> command.run(Map.of(), console.open())).hasMessageContaining("--days is 91");
    }

    private AccessCommand command(String... options) {
        AccessCommand command = new AccessCommand();
        command.days = 7;
        command.workspace.folder = workspace;
        command.withoutHistory = List.of(options).contains("--no-history");
        command.json = List.of(options).contains("--json");
        return command;
    }

    private static Map<String, String> login(RecordedCalls calls) {
        return Map.of(
                "AWS_ENDPOINT_URL", calls.address().toString(),
                "AWS_ACCESS_KEY_ID", "testing",
                "AWS_SECRET_ACCESS_KEY", "PLANTED9",
                "AWS_REGION", "us-east-1");
    }

    private void planned(Preset preset) {
        Inventory inventory = Inventories.inventory(
                List.of(SketchedApp.called("crema")
                        .stage("production")
                        .people(List.of(
                                new RoleCount("admin", 1), new RoleCount("member", 2, List.of("deploy", "view"))))
                        .app()),
                List.of(),
                List.of(),
                List.of());
        InventoryFile.write(workspace.resolve("inventory.json"), inventory);
        Path plan = workspace.resolve("plan.yaml");
        Replanning.of(inventory, Optional.of(plan), new PlanSettings(Optional.of(preset), List.of()))
                .write(plan);
        assertThat(Files.exists(plan)).isTrue();
    }
}
