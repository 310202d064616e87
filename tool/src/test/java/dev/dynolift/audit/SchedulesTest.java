package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduler's jobs from every place that knows them, and what is only in the slug. */
class SchedulesTest {

    private static final Secret TOKEN = new Secret("HRKU-PLANTED9-token");

    @TempDir
    Path folder;

    private HerokuStandIn standIn;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(
                Path.of(HerokuStandIn.class.getResource("roast").toURI()));
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void reads_the_dashboards_table_however_the_browser_has_put_its_cells() throws Exception {
        String lines = "Job\tDyno Size\tFrequency\tLast Run\tNext Due\n"
                + "$ rake subscription:renew\tStandard-1X\tDaily at 9:00 AM UTC\tNovember 20, 2026 9:00 AM UTC\tin 3 hours\n"
                + "$ rake carts:expire && curl -fsS https://ping.example\tBasic\tEvery 10 minutes\tnever\tin 2 minutes\n";
        String cells =
                "Job\nDyno Size\nFrequency\nrake a b\nEco\nHourly at :20\nNever\nrake c\nStandard-2X\nDaily at 11:30 PM UTC\n";

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
            log.add(
                    "2026-11-20T10:" + (minute < 10 ? "0" : "") + minute
                            + ":30+00:00 app[api]: Starting process with command `rake often` by user scheduler@addons.heroku.com");
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
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : List.of(
                    "./app/.env",
                    "./app/config/master.key",
                    "./app/app/models/user.rb",
                    "./app/vendor/x/server.pem",
                    "./app/.env.example")) {
                byte[] content = "TOKEN=PLANTED9".getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        standIn.putSlug("00000025-aaaa-4bbb-8ccc-0123456789ab", bytes.toByteArray());

        Inventory inventory = audit(new AuditOptions(true, Map.of(), List.of(), Duration.ZERO));

        assertThat(inventory.apps().get(0).details().slug().configFiles()).containsExactly(".env", "config/master.key");
        assertThat(inventory.findings()).extracting(Finding::id).contains("config-file-only-in-slug");
        assertThat(inventory.toString()).doesNotContain("PLANTED9");
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
