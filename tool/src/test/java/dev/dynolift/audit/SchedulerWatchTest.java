package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.heroku.HerokuLogs;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ScheduledJob;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduler is watched for as long as was asked, and what could not be seen is said. */
class SchedulerWatchTest {

    private static final Secret TOKEN = new Secret("HRKU-PLANTED9-token");

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
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
    void a_watch_takes_as_long_as_was_asked() {
        for (Duration time : List.of(Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(150))) {
            pauses.clear();
            SchedulerWatch watch = watch(time.toString());

            watch.watch(List.of("roast"), time);

            assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(time);
            assertThat(watch.watched()).isEqualTo(time);
            assertThat(watch(time.toString()).watched()).isEqualTo(time);
        }
        assertThat(told)
                .anyMatch(note -> note.startsWith("Watching Scheduler for 1 minute."))
                .anyMatch(note -> note.startsWith("Watching Scheduler for 15 seconds."))
                .anyMatch(note -> note.startsWith("Watching Scheduler for 150 seconds."));
    }

    @Test
    void a_log_that_is_refused_is_told_with_its_status_and_becomes_a_finding() {
        standIn.add(Fault.always("/apps/roast/log-sessions", 404));
        SchedulerWatch watch = watch("runs");

        watch.watch(List.of("roast"), Duration.ofMinutes(20));

        assertThat(told)
                .filteredOn(note -> note.contains("log of roast"))
                .singleElement()
                .satisfies(note -> assertThat(note).contains("status 404"));
        Inventory inventory = new Audit(api(), EventListener.NONE)
                .run(
                        new AuditScope.Named(List.of("roast")),
                        Optional.empty(),
                        new AuditOptions(
                                false,
                                Map.of(),
                                watch.runs(),
                                watch.watched(),
                                watch.unreadLogs(),
                                false,
                                OneOffDynos.NONE));
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("scheduler-log-unread"))
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .contains("status 404");
    }

    @Test
    void a_word_that_is_no_cell_of_the_table_is_refused_with_its_line() {
        String head = "Job\tDyno Size\tFrequency\tLast Run\tNext Due\n";
        assertThatThrownBy(
                        () -> table(
                                head
                                        + "$ rake a\tEco\tHourly at :20\tNever\tPaused\n$ rake b\tEco\tHourly at :30\tNever\tin 2 minutes\n"))
                .hasMessageContaining("jobs.txt:2");
        assertThatThrownBy(() -> table("rake a\nEco\nHourly at :20\nNever\nPaused\nrake b\nEco\nHourly at :30\n"))
                .hasMessageContaining("jobs.txt:5");
        assertThatThrownBy(() -> table(head + "$ rake a\tEco\tWeekly\n$ rake b\tEco\tHourly at :30\n"))
                .hasMessageContaining("jobs.txt:2");
        assertThatThrownBy(() -> table(head + "$ rake a\tEco\tHourly at :30\n$ rake b\tEco\tWeekly\n"))
                .hasMessageContaining("jobs.txt:3");
    }

    @Test
    void a_pipe_of_a_command_stays_and_one_that_draws_the_table_does_not() throws Exception {
        assertThat(table("$ rake a | tee /dev/null\tEco\tHourly at :20\tNever\n"))
                .containsExactly(new ScheduledJob("rake a | tee /dev/null", 60, 20, "eco", "yours"));
        assertThat(
                        table(
                                "| Job | Dyno Size | Frequency | Last Run |\n|---|---|---|---|\n"
                                        + "| rake a | Eco | Hourly at :20 | Today at 9:00 AM UTC |\n| rake b | Eco | Every 10 minutes | about 2 hours ago |\n"))
                .containsExactly(
                        new ScheduledJob("rake a", 60, 20, "eco", "yours"),
                        new ScheduledJob("rake b", 10, null, "eco", "yours"));
    }

    private List<ScheduledJob> table(String text) throws Exception {
        return JobsFile.read(Files.writeString(folder.resolve("jobs.txt"), text))
                .get("");
    }

    private SchedulerWatch watch(String name) {
        return new SchedulerWatch(
                api(),
                new HerokuLogs(HerokuHosts.all(standIn.address()), TOKEN),
                event -> {
                    if (event instanceof Event.Note note) {
                        told.add(note.text());
                    }
                },
                folder.resolve(name),
                pauses::add);
    }

    private HerokuApi api() {
        return new HerokuApi(HerokuHosts.all(standIn.address()), TOKEN, EventListener.NONE, AnswerListener.NONE);
    }
}
