package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuDynos;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.plan.Inventories;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.OneOffDyno;
import dev.dynolift.standin.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that is no setting and in no slug is looked for in a one-off dyno, by the real command in a real bash. */
class OneOffDynosTest {

    private static final String NAME = "SECRET_KEY_BASE";
    private static final String VALUE = "PLANTED9".repeat(16);
    private static final Secret TOKEN = new Secret("HRKU-PLANTED9-token");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StringBuffer said = new StringBuffer();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private HerokuStandIn heroku;

    @BeforeEach
    void start() throws Exception {
        heroku = HerokuStandIn.start(Captures.of("roast"));
        heroku.letDynosRun("roast", bash(Map.of(NAME, VALUE)));
        heroku.letDynosRun("roast-staging", bash(Map.of(NAME, VALUE)));
    }

    @AfterEach
    void stop() {
        heroku.close();
    }

    @Test
    void a_dyno_of_the_named_app_alone_says_that_the_secret_is_there_and_not_what_it_is() {
        Inventory inventory = audit(PATIENCE, "roast");

        ConfigVar located = inventory.app("roast").orElseThrow().configVar(NAME).orElseThrow();
        assertThat(located.located()).isEqualTo(ConfigVar.Place.DYNO);
        assertThat(located.sizeBytes()).isEqualTo(128);
        assertThat(located.braces()).isFalse();
        assertThat(blocker(inventory, "roast").what()).contains("a one-off dyno has it in its environment, 128 bytes");
        assertThat(blocker(inventory, "roast").next()).doesNotContain("--confirm");
        assertThat(blocker(inventory, "roast-staging").next()).contains("--confirm roast-staging");
        assertThat(posts()).containsExactly("/apps/roast/dynos");
        assertThat(said.toString()).contains("Starts a one-off dyno of roast", NAME);
        assertThat(wire.toString(StandardCharsets.UTF_8)).contains(NAME).doesNotContain("PLANTED9");
        assertThat(InventoryFile.toJson(inventory) + said).doesNotContain("PLANTED9");
    }

    @Test
    void without_a_confirmation_nothing_is_started() {
        Inventory inventory = audit(PATIENCE);

        assertThat(posts()).isEmpty();
        assertThat(blocker(inventory, "roast").next()).contains("dynolift audit roast --confirm roast");
    }

    @Test
    void what_profiles_print_is_no_answer_and_braces_are_told() {
        OneOffDyno real = bash(Map.of(NAME, "{{" + VALUE));
        heroku.letDynosRun("roast", (command, output) -> {
            output.write("\0\0buildpack says hello: ".getBytes(StandardCharsets.UTF_8));
            real.run(command, output);
        });

        ConfigVar located = audit(PATIENCE, "roast")
                .app("roast")
                .orElseThrow()
                .configVar(NAME)
                .orElseThrow();

        assertThat(located.braces()).isTrue();
        assertThat(located.sizeBytes()).isEqualTo(130);
    }

    @Test
    void a_secret_that_no_dyno_has_is_not_there() {
        heroku.letDynosRun("roast", bash(Map.of("OTHER", VALUE)));

        Inventory inventory = audit(PATIENCE, "roast");

        assertThat(inventory.app("roast").orElseThrow().configVar(NAME)).isEmpty();
        assertThat(inventory.findings()).extracting(Finding::id).contains("secret-in-no-dyno");
    }

    @Test
    void all_secrets_that_stand_in_the_slug_alone_are_asked_for_at_once_and_no_value_leaves() throws Exception {
        heroku.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", slug("""
                export SECRET_KEY_BASE=${SECRET_KEY_BASE:-%1$s}
                export PARTNER_API_TOKEN=%1$s
                export OLD_SIGNING_SECRET=%1$s
                """.formatted(VALUE)));
        heroku.letDynosRun("roast", bash(Map.of(NAME, VALUE, "PARTNER_API_TOKEN", "{{PLANTED9")));

        Inventory inventory = audit(PATIENCE, "roast");

        HerokuApp app = inventory.app("roast").orElseThrow();
        assertThat(posts()).containsExactly("/apps/roast/dynos");
        assertThat(app.configVar(NAME).orElseThrow().located()).isEqualTo(ConfigVar.Place.DYNO);
        assertThat(app.configVar(NAME).orElseThrow().sizeBytes()).isEqualTo(128);
        // A later script has made it another one: what runs counts.
        ConfigVar other = app.configVar("PARTNER_API_TOKEN").orElseThrow();
        assertThat(other.sizeBytes()).isEqualTo(10);
        assertThat(other.braces()).isTrue();
        // The script says it, so it is not forgotten.
        assertThat(app.configVar("OLD_SIGNING_SECRET").orElseThrow().located()).isEqualTo(ConfigVar.Place.SLUG);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("secret-in-no-dyno"))
                .extracting(Finding::subject)
                .containsExactly("roast OLD_SIGNING_SECRET");
        assertThat(blocker(inventory, "roast").what()).contains("128 bytes, from the slug's .profile.d/ruby.sh");
        assertThat(wire.toString(StandardCharsets.UTF_8)).doesNotContain("PLANTED9");
        assertThat(InventoryFile.toJson(inventory) + said).doesNotContain("PLANTED9");
    }

    @Test
    void an_app_without_such_a_secret_needs_no_dyno() {
        HerokuHosts hosts = HerokuHosts.all(heroku.address());
        HerokuApi api = new HerokuApi(hosts, TOKEN, said::append, AnswerListener.NONE);
        HerokuApp shop = Inventories.app(
                "shop",
                null,
                List.of(),
                List.of(Inventories.setting("API_KEY", ConfigVar.Kind.SECRET, 10, false, null)));
        Inventory before = Inventories.inventory(List.of(shop), List.of(), List.of(), List.of());

        Inventory after = new OneOffDynos(Set.of("shop"), new HerokuDynos(hosts, TOKEN), said::append)
                .located(before, new Questions(api));

        assertThat(posts()).isEmpty();
        assertThat(after).isEqualTo(before);
        assertThat(said.toString()).contains("No one-off dyno of shop is needed");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 409, 422, 429, 500, 503})
    void a_dyno_that_heroku_does_not_start_is_a_finding(int status) {
        heroku.add(Fault.always("POST /apps/roast/dynos", status));

        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("Heroku started none, with status " + status);
        assertThat(posts()).as("nothing is tried twice").hasSize(1);
    }

    @Test
    void an_answer_that_is_cut_or_names_no_address_is_a_finding() {
        heroku.add(Fault.cut("POST /apps/roast/dynos", 1));
        assertThat(unlocated(audit(PATIENCE, "roast"))).isNotEmpty();
        heroku.add(Fault.cut("/rendezvous", 1));
        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("ended at once");
    }

    @Test
    void a_dyno_that_is_silent_or_dawdles_is_given_up() {
        heroku.add(Fault.slow("/rendezvous", Duration.ofSeconds(5)));
        assertThat(unlocated(audit(Duration.ofSeconds(1), "roast"))).contains("in time");
        heroku.mend();
        heroku.letDynosRun("roast", (command, output) -> {
            for (int i = 0; i < 50; i++) {
                output.write('.');
                output.flush();
                Thread.sleep(100);
            }
        });
        assertThat(unlocated(audit(Duration.ofSeconds(1), "roast"))).contains("in time");
    }

    @Test
    void output_that_is_no_answer_is_a_finding() {
        heroku.letDynosRun("roast", (command, output) -> {
            throw new IOException("killed");
        });
        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("breaks off");
        heroku.letDynosRun("roast", (command, output) -> output.write("bash: not found\r\n".getBytes("UTF-8")));
        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("breaks off");
        heroku.letDynosRun("roast", (command, output) -> output.write("dynolift: end\r\n".getBytes("UTF-8")));
        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("breaks off");
        heroku.letDynosRun(
                "roast", (command, output) -> output.write("x".repeat(400_000).getBytes("UTF-8")));
        assertThat(unlocated(audit(PATIENCE, "roast"))).contains("more than 256 kB");
    }

    @Test
    void a_confirmation_of_an_app_that_is_not_audited_is_refused() {
        assertThatThrownBy(() -> audit(PATIENCE, "raost"))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("--confirm names raost, which is not audited");
        assertThat(posts()).isEmpty();
    }

    @Test
    void an_image_of_cloud_native_buildpacks_has_its_environment_from_the_launcher() throws Exception {
        DynoQuestion question = new DynoQuestion(List.of(NAME, "no name; rm -rf /", "A"));
        HerokuApp slug = audit(PATIENCE).app("roast").orElseThrow();
        try (HerokuStandIn rare = HerokuStandIn.start(Captures.of("rare"))) {
            HerokuApi api = new HerokuApi(HerokuHosts.all(rare.address()), TOKEN, said::append, AnswerListener.NONE);
            HerokuApp image = new Audit(api, said::append)
                    .run(List.of("ember"), Optional.empty())
                    .app("ember")
                    .orElseThrow();

            assertThat(question.command(image)).startsWith("launcher bash -c '");
        }
        assertThat(question.command(slug)).startsWith("bash -c '").contains("in " + NAME + " A;");
    }

    private Inventory audit(Duration patience, String... confirmed) {
        HerokuHosts hosts = HerokuHosts.all(heroku.address());
        HerokuApi api = new HerokuApi(hosts, TOKEN, said::append, AnswerListener.NONE);
        OneOffDynos dynos = new OneOffDynos(Set.of(confirmed), new HerokuDynos(hosts, TOKEN, patience), said::append);
        return new Audit(api, said::append)
                .run(
                        new AuditScope.Named(List.of("roast", "roast-staging")),
                        Optional.empty(),
                        new AuditOptions(true, Map.of(), List.of(), Duration.ZERO, Map.of(), false, dynos));
    }

    /** What the finding says; the secret stays a guess. */
    private static String unlocated(Inventory inventory) {
        ConfigVar guess = inventory.app("roast").orElseThrow().configVar(NAME).orElseThrow();
        assertThat(guess.located()).isNull();
        List<Finding> found = inventory.findings().stream()
                .filter(finding -> finding.id().equals("secret-not-located"))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0).what();
    }

    private static Finding blocker(Inventory inventory, String app) {
        return inventory.findings().stream()
                .filter(finding -> finding.id().equals("secret-only-in-slug")
                        && finding.subject().equals(app + " " + NAME))
                .findFirst()
                .orElseThrow();
    }

    private List<String> posts() {
        return heroku.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .map(ReceivedRequest::path)
                .toList();
    }

    /** A dyno whose environment is nothing but this. */
    private OneOffDyno bash(Map<String, String> environment) {
        return (command, output) -> {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            builder.environment().putAll(environment);
            byte[] printed = builder.start().getInputStream().readAllBytes();
            wire.write(printed);
            output.write(printed);
        };
    }

    private static byte[] slug(String script) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            byte[] content = script.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("./app/.profile.d/ruby.sh");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
