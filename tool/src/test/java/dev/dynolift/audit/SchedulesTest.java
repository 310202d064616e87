package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.heroku.KeptAnswers;
import dev.dynolift.heroku.SecondFactor;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Scheduler's jobs from every place that knows them, and what is only in the slug. */
class SchedulesTest {

    private static final Secret TOKEN = new Secret("HRKU-PLANTED9-token");

    @TempDir
    Path folder;

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
    void reads_the_dashboards_table_however_the_browser_has_put_its_cells() throws Exception {
        String lines = "Job\tDyno Size\tFrequency\tLast Run\tNext Due\n"
                + "$ rake subscription:renew\tStandard-1X\tDaily at 9:00 AM UTC\tNovember 20, 2026 9:00 AM UTC\tin 3"
                + " hours\n"
                + "$ rake carts:expire && curl -fsS https://ping.example\tBasic\tEvery 10 minutes\tnever\tin 2 minutes\n";
        String cells = "Job\n"
                + "Dyno Size\n"
                + "Frequency\n"
                + "rake a b\n"
                + "Eco\n"
                + "Hourly at :20\n"
                + "Never\n"
                + "rake c\n"
                + "Standard-2X\n"
                + "Daily at 11:30 PM UTC\n";

        assertThat(table(lines))
                .containsExactly(
                        new ScheduledJob("rake subscription:renew", 1440, 540, "standard-1x", "yours"),
                        new ScheduledJob(
                                "rake carts:expire && curl -fsS https://ping.example", 10, null, "basic", "yours"));
        assertThat(table(cells))
                .containsExactly(
                        new ScheduledJob("rake a b", 60, 20, "eco", "yours"),
                        new ScheduledJob("rake c", 1440, 1410, "standard-2x", "yours"));
        assertThatThrownBy(() -> table("nothing of the kind")).hasMessageContaining("holds no job");
    }

    @Test
    void reads_jobs_in_yaml_and_names_what_is_wrong() throws Exception {
        Path good = Files.writeString(
                folder.resolve("jobs.yaml"),
                "roast:\n  - name: renew\n    command: rake renew\n    every: daily at 09:00\n    size: Standard-1X\n");
        Path bad = Files.writeString(
                folder.resolve("bad.yaml"),
                "roast:\n  - name: renew\n    command: rake renew\n    every: on Sundays\n    colour: red\n");

        assertThat(JobsFile.read(good))
                .containsEntry("roast", List.of(new ScheduledJob("rake renew", 1440, 540, "standard-1x", "yours")));
        assertThatThrownBy(() -> JobsFile.read(bad))
                .hasMessageContaining("daily at 09:00")
                .hasMessageContaining("colour");
    }

    @Test
    void jobs_that_would_be_dropped_are_refused() {
        List<ScheduledJob> jobs = List.of(new ScheduledJob("rake x", 60, 0, null, "yours"));

        assertThatThrownBy(() -> audit(new AuditOptions(false, Map.of("raost", jobs), List.of(), Duration.ZERO)))
                .hasMessageContaining("raost");
        assertThatThrownBy(() -> new Audit(api(), EventListener.NONE)
                        .run(
                                new AuditScope.Named(List.of("roast", "roast-staging")),
                                Optional.empty(),
                                new AuditOptions(false, Map.of("", jobs), List.of(), Duration.ZERO)))
                .hasMessageContaining("whose jobs");
    }

    @Test
    void a_dashboard_that_leaves_out_when_or_what_is_not_read() throws Exception {
        for (String missing : List.of("every", "command")) {
            HerokuStandIn changed = changed(missing, "/jobs", body -> ((ObjectNode)
                            body.path("data").path(1).path("attributes"))
                    .remove(missing));
            try (changed) {
                Inventory inventory = audit(changed);

                assertThat(inventory.apps().get(0).scheduledJobs()).isEmpty();
                assertThat(inventory.findings())
                        .filteredOn(finding -> finding.id().equals("scheduler-unreadable"))
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.fact()).endsWith("#b36"));
            }
        }
    }

    @Test
    void scheduler_is_recognized_under_any_name() throws Exception {
        HerokuStandIn changed = changed(
                "renamed",
                "/apps/roast/addon-attachments",
                body -> body.forEach(attachment -> {
                    if (attachment.path("name").asString("").equals("SCHEDULER")) {
                        ((ObjectNode) attachment).put("name", "NIGHTLY");
                    }
                }));
        try (changed) {
            assertThat(audit(changed).apps().get(0).scheduledJobs()).hasSize(2);
        }
    }

    @Test
    void a_watch_of_an_app_that_is_not_there_fails_at_once() {
        SchedulerWatch watch = watch(folder.resolve("runs.jsonl"));

        assertThatThrownBy(() -> watch.watch(List.of("raost"), Duration.ofHours(24)))
                .isInstanceOf(HerokuRefusal.class);
    }

    @Test
    void a_watch_outlives_a_gap_in_the_network_and_counts_the_looks_that_were_made() {
        Path file = folder.resolve("runs.jsonl");
        // As often as a question is asked before it is given up, once.
        standIn.add(Fault.cut("/apps/roast/dynos", 5));
        List<String> told = new CopyOnWriteArrayList<>();
        HerokuApi hurried = new HerokuApi(
                HerokuHosts.all(standIn.address()),
                TOKEN,
                EventListener.NONE,
                AnswerListener.NONE,
                KeptAnswers.NONE,
                SecondFactor.NONE,
                pause -> {},
                InstantSource.system());
        SchedulerWatch watch = new SchedulerWatch(
                hurried,
                new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN),
                event -> told.add(event.toString()),
                file,
                pause -> {});

        watch.watch(List.of("roast"), Duration.ofMinutes(3));

        assertThat(told).anyMatch(event -> event.contains("cannot be reached"));
        assertThat(watch.watched()).isEqualTo(Duration.ofMinutes(3));
        assertThat(watch(file).watched()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void a_watch_that_was_stopped_goes_on_with_what_is_left() throws Exception {
        Path file = folder.resolve("runs.jsonl");
        Files.writeString(file.resolveSibling("runs.jsonl.looks"), "1\n2\n");
        SchedulerWatch watch = watch(file);

        watch.watch(List.of("roast"), Duration.ofMinutes(3));

        assertThat(watch.watched()).isEqualTo(Duration.ofMinutes(3));
        assertThat(standIn.requests())
                .filteredOn(request -> request.path().equals("/apps/roast/dynos"))
                // For the minute that is left, and at the end.
                .hasSize(2);
    }

    @Test
    void believes_what_was_written_down_and_says_where_the_dashboard_differs() {
        ScheduledJob mine = new ScheduledJob("rake something:else", 60, 0, null, "yours");

        Inventory inventory = audit(new AuditOptions(false, Map.of("", List.of(mine)), List.of(), Duration.ZERO));

        assertThat(inventory.apps().get(0).scheduledJobs()).containsExactly(mine);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("schedule-differs"))
                .extracting(Finding::what)
                .hasSize(3)
                .anyMatch(what -> what.contains("does not have the job `rake something:else`"));
    }

    @Test
    void sees_in_the_log_what_scheduler_starts_and_opens_nothing_but_a_window_on_it() {
        List<String> log = new ArrayList<>();
        log.add("2026-11-20T09:00:41.1+00:00 app[web.1]: password=PLANTED9");
        log.add("2026-11-20T09:01:12.123456+00:00 app[api]: Starting process with command `rake nightly` by user"
                + " scheduler@addons.heroku.com");
        for (int minute = 0; minute < 60; minute += 10) {
            log.add("2026-11-20T10:" + (minute < 10 ? "0" : "") + minute
                    + ":30+00:00 app[api]: Starting process with command `rake often` by user"
                    + " scheduler@addons.heroku.com");
        }
        standIn.putLog("roast", log);
        Path file = folder.resolve("runs.jsonl");
        SchedulerWatch watch = new SchedulerWatch(
                api(), new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN), EventListener.NONE, file);

        watch.watch(List.of("roast"), Duration.ofMillis(10));

        assertThat(ObservedJobs.of(watch.runs(), Duration.ofHours(24)))
                .extracting(ObservedJobs.Observed::job)
                .containsExactlyInAnyOrder(
                        new ScheduledJob("rake nightly", 1440, 540, null, "log"),
                        new ScheduledJob("rake often", 10, null, null, "log"));
        assertThat(file).content().doesNotContain("PLANTED9");
        assertThat(standIn.requests())
                .filteredOn(request -> !request.method().equals("GET"))
                .isNotEmpty()
                .extracting(ReceivedRequest::path)
                .containsOnly("/apps/roast/log-sessions");
        assertThat(new SchedulerWatch(
                                api(),
                                new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN),
                                EventListener.NONE,
                                file)
                        .runs())
                .hasSize(watch.runs().size());
    }

    @Test
    void one_run_in_a_short_watch_is_a_guess() {
        List<SchedulerRun> runs =
                List.of(new SchedulerRun("roast", "rake x", Instant.parse("2026-11-20T06:31:00Z"), "basic"));

        ObservedJobs.Observed seen =
                ObservedJobs.of(runs, Duration.ofMinutes(30)).get(0);

        assertThat(seen.certain()).isFalse();
        assertThat(seen.job()).isEqualTo(new ScheduledJob("rake x", 1440, 390, "basic", "log"));
    }

    @Test
    void names_files_that_are_only_in_the_slug_and_keeps_nothing_of_them() throws Exception {
        putSlug(
                "TOKEN=PLANTED9",
                "./app/.env",
                "./app/config/master.key",
                "./app/app/models/user.rb",
                "./app/vendor/x/server.pem",
                "./app/.env.example");

        Inventory inventory = audit(new AuditOptions(true, Map.of(), List.of(), Duration.ZERO));

        assertThat(inventory.apps().get(0).details().slug().configFiles()).containsExactly(".env", "config/master.key");
        assertThat(inventory.findings()).extracting(Finding::id).contains("config-file-only-in-slug");
        assertThat(inventory.toString()).doesNotContain("PLANTED9");
    }

    @Test
    void locates_a_secret_that_a_buildpack_wrote_into_the_slug() throws Exception {
        putSlug(
                "export LANG=${LANG:-en_US.UTF-8}\nexport GEM_PATH=\"$HOME/vendor:$GEM_PATH\"\n"
                        + "export SECRET_KEY_BASE=${SECRET_KEY_BASE:-" + "0123456789abcdef".repeat(8) + "}\n"
                        + "export STRIPE_SECRET_KEY=${STRIPE_SECRET_KEY:-sk_live_PLANTED9other}\n",
                "./app/.profile.d/ruby.sh");

        Inventory inventory = audit(new AuditOptions(true, Map.of(), List.of(), Duration.ZERO));

        HerokuApp app = inventory.apps().get(0);
        assertThat(app.details().slug().configFiles()).containsExactly(".profile.d/ruby.sh");
        assertThat(app.configVars())
                .filteredOn(setting -> setting.kind() == ConfigVar.Kind.SLUG_ONLY)
                .singleElement()
                .satisfies(setting -> assertThat(setting.sizeBytes()).isEqualTo(128));
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("secret-only-in-slug"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains(".profile.d/ruby.sh"));
        assertThat(inventory.toString()).doesNotContain("PLANTED9", "0123456789abcdef0123");
    }

    @Test
    void a_key_that_git_ignores_is_not_in_the_repository_though_the_developer_has_it() throws Exception {
        putSlug("PLANTED9", "./app/config/master.key", "./app/config/kept.key");
        Path checkout =
                Files.createDirectories(folder.resolve("checkout/config")).getParent();
        Files.writeString(checkout.resolve(".gitignore"), "/config/master.key\n");
        Files.writeString(checkout.resolve("config/master.key"), "PLANTED9");
        Files.writeString(checkout.resolve("config/kept.key"), "PLANTED9");

        Inventory inventory = new Audit(api(), EventListener.NONE)
                .run(
                        new AuditScope.Named(List.of("roast")),
                        Optional.of(checkout),
                        new AuditOptions(true, Map.of(), List.of(), Duration.ZERO));

        assertThat(inventory.apps().get(0).details().slug().configFiles()).containsExactly("config/master.key");
    }

    private void putSlug(String content, String... names) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : names) {
                byte[] written = content.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(written.length);
                tar.putArchiveEntry(entry);
                tar.write(written);
                tar.closeArchiveEntry();
            }
        }
        standIn.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", bytes.toByteArray());
    }

    private SchedulerWatch watch(Path file) {
        return new SchedulerWatch(
                api(),
                new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN),
                EventListener.NONE,
                file,
                pause -> {});
    }

    /** The same Heroku with one answer changed: the one whose path ends so. */
    private HerokuStandIn changed(String name, String path, Consumer<JsonNode> change) throws Exception {
        Path capture = folder.resolve(name);
        for (HerokuAnswer answer : CaptureFolder.read(Captures.of("roast"))) {
            if (answer.path().endsWith(path)) {
                change.accept(answer.body());
            }
            CaptureFolder.write(capture, answer);
        }
        return HerokuStandIn.start(capture);
    }

    private static Inventory audit(HerokuStandIn heroku) {
        return new Audit(
                        new HerokuApi(
                                HerokuHosts.all(heroku.address()), TOKEN, EventListener.NONE, AnswerListener.NONE),
                        EventListener.NONE)
                .run(List.of("roast"), Optional.empty());
    }

    private List<ScheduledJob> table(String text) throws Exception {
        return JobsFile.read(Files.writeString(folder.resolve("jobs.txt"), text))
                .get("");
    }

    private HerokuApi api() {
        return new HerokuApi(HerokuHosts.all(standIn.address()), TOKEN, EventListener.NONE, AnswerListener.NONE);
    }

    private Inventory audit(AuditOptions options) {
        return new Audit(api(), EventListener.NONE)
                .run(new AuditScope.Named(List.of("roast")), Optional.empty(), options);
    }
}
