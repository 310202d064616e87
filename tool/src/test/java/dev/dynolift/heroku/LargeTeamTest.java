package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.audit.Audit;
import dev.dynolift.audit.AuditOptions;
import dev.dynolift.audit.AuditScope;
import dev.dynolift.cli.Main;
import dev.dynolift.event.Event;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.launcher.LaunchedJava;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Allowance;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A team of two hundred apps, each with a database, a key-value store and a Scheduler. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class LargeTeamTest {

    private static final int APPS = 200;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    /** So many questions are asked at once, and may be answered without having been written down when a process dies. */
    private static final int AT_ONCE = 6;

    private static final List<HerokuAnswer> ANSWERS = TeamCapture.answers(Captures.of("roast"), APPS);

    /** What the whole allowance gives, and what was asked for it; read once for all tests. */
    private record Unhindered(Inventory inventory, List<ReceivedRequest> requests, String events, Duration waited) {}

    private static final List<Unhindered> READ = new ArrayList<>();

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    /** Moves only when somebody waits. */
    private final AtomicLong now = new AtomicLong(BEGIN.toEpochMilli());

    private HerokuStandIn standIn;

    @BeforeEach
    void start() {
        standIn = HerokuStandIn.start(ANSWERS, 200);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void is_read_at_once_while_the_account_has_its_full_allowance_and_what_matters_comes_first() {
        Unhindered read = unhindered();

        assertThat(read.inventory().apps()).hasSize(APPS);
        assertThat(read.inventory().databases()).hasSize(APPS);
        assertThat(read.requests()).extracting(ReceivedRequest::status).doesNotContain(429);
        assertThat(read.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
        assertThat(read.waited()).isZero();
        long foretold = foretold(read.events());
        assertThat(counted(read.requests())).isBetween(foretold * 95L / 100, foretold * 105L / 100);
        assertThat(read.events()).contains("allows at once");
        spendsItsQuestionsOnWhatMattersFirst(read.requests());
    }

    private Unhindered unhindered() {
        synchronized (READ) {
            if (READ.isEmpty()) {
                standIn.grant(new Allowance(4500, 75, clock()));
                Inventory inventory = audit();
                READ.add(new Unhindered(inventory, standIn.requests(), events.toString(), waited()));
            }
            return READ.get(0);
        }
    }

    private static void spendsItsQuestionsOnWhatMattersFirst(List<ReceivedRequest> requests) {
        List<String> paths = requests.stream().map(ReceivedRequest::path).toList();
        // Without what an app runs and uses there is no plan; who may see it, and how busy it was, can wait.
        int essential = last(paths, ".*/(formation|config-vars|addons|addon-attachments|releases|domains)");
        int data = last(paths, "/(client|redis)/.*");
        int around = first(paths, ".*/(collaborators|webhooks|log-drains|features|sni-endpoints)");
        int load = first(paths, ".*/(router-metrics|github|jobs).*");
        assertThat(essential).isLessThan(around);
        assertThat(data).isLessThan(around);
        assertThat(last(paths, ".*/collaborators")).isLessThan(load + AT_ONCE * 8);
        // What is asked ahead is asked once.
        assertThat(paths).doesNotHaveDuplicates();
    }

    @Test
    void is_bound_by_the_rate_limit_alone_and_takes_as_long_as_was_said_beforehand() {
        standIn.grant(new Allowance(4500, 2000, 75, clock()));

        Inventory inventory = audit();

        assertThat(inventory.apps()).hasSize(APPS);
        assertThat(standIn.requests()).extracting(ReceivedRequest::status).doesNotContain(429);
        // A hundred are left to others; what comes after the rest comes at 75 a minute.
        assertThat(waited().toMillis()).isGreaterThanOrEqualTo((counted(standIn.requests()) - 1900 - 10) * 800);
        Matcher minutes = Pattern.compile("about (\\d+) minutes longer").matcher(events.toString());
        assertThat(minutes.find()).isTrue();
        long said = Long.parseLong(minutes.group(1));
        assertThat(waited().toMinutes()).isBetween(said * 85 / 100, said * 115 / 100);
    }

    @Test
    void goes_on_after_kill_9_and_asks_nothing_twice_that_it_could_keep() throws Exception {
        String whole = comparable(unhindered().inventory());
        int all = unhindered().requests().size();
        standIn.close();
        start();
        Path workspace = folder.resolve("workspace");
        standIn.grant(Allowance.ofHeroku());

        Process killed = command(workspace);
        while (standIn.requests().size() < 3000) {
            assertThat(killed.waitFor(20, TimeUnit.MILLISECONDS)).as(said()).isFalse();
        }
        killed.toHandle().destroyForcibly();
        assertThat(killed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue()).isNotZero();
        Thread.sleep(200);
        List<ReceivedRequest> first = List.copyOf(standIn.requests());
        int middle = first.size();

        Process again = command(workspace);
        assertThat(again.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(again.exitValue()).as(said()).isZero();

        List<ReceivedRequest> second =
                standIn.requests().subList(middle, standIn.requests().size());
        assertThat(standIn.requests()).extracting(ReceivedRequest::status).doesNotContain(429);
        assertThat(said()).contains("Going on with the audit that began");
        // Settings never touch the disk, not even for an hour; the allowance is another at each moment.
        Set<String> answered = new HashSet<>();
        // What was refused is asked again: it may be allowed by now.
        first.stream().filter(request -> request.status() < 400).forEach(request -> answered.add(request.path()));
        List<String> twice = second.stream()
                .map(ReceivedRequest::path)
                .filter(path -> answered.contains(path) && !path.matches(".*/config-vars|/account(/rate-limits)?"))
                .toList();
        List<String> underWay = first.subList(first.size() - 100, first.size()).stream()
                .map(ReceivedRequest::path)
                .toList();
        assertThat(twice).hasSizeLessThanOrEqualTo(AT_ONCE);
        assertThat(underWay).containsAll(twice);
        long refused = first.stream().filter(request -> request.status() >= 400).count();
        assertThat(second.size()).isLessThan(all - 3000 + APPS + 100 + (int) refused);
        assertThat(comparable(InventoryFile.read(workspace.resolve("inventory.json"))))
                .isEqualTo(whole);
    }

    /** The command as a user gives it, in a process of its own. */
    private Process command(Path workspace) throws IOException {
        List<String> command = LaunchedJava.of(Main.class);
        command.addAll(List.of("audit", "--team", "crowd", "--yes", "--workspace", workspace.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(AWS|HEROKU|SEMAPHORE|CLOUDFLARE)_.*"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("HEROKU_HOST", standIn.address().toString());
        builder.environment().put("HEROKU_API_KEY", "HRKU-PLANTED9-team");
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()))
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private Inventory audit() {
        HerokuApi api = new HerokuApi(
                HerokuHosts.all(standIn.address()),
                new Secret("HRKU-PLANTED9-team"),
                events::add,
                AnswerListener.NONE,
                KeptAnswers.NONE,
                SecondFactor.NONE,
                duration -> now.addAndGet(duration.toMillis()),
                clock());
        return new Audit(api, events::add).run(new AuditScope.OfTeam("crowd"), Optional.empty(), AuditOptions.USUAL);
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochMilli(now.get());
    }

    private Duration waited() {
        return Duration.ofMillis(now.get() - BEGIN.toEpochMilli());
    }

    private static long counted(List<ReceivedRequest> requests) {
        return requests.stream()
                .filter(request -> !request.path().matches(TeamCapture.NOT_COUNTED))
                .count();
    }

    private static long foretold(String events) {
        Matcher questions =
                Pattern.compile(APPS + " apps take about (\\d+) questions").matcher(events);
        assertThat(questions.find()).isTrue();
        return Long.parseLong(questions.group(1));
    }

    /** Two audits differ in when they were made; surroundings say whom the command could not ask. */
    private static String comparable(Inventory inventory) {
        List<String> lines = new ArrayList<>();
        lines.add(inventory.apps().toString());
        lines.add(inventory.databases().toString());
        lines.add(inventory.keyValueStores().toString());
        lines.add(inventory.addons().toString());
        lines.add(inventory.domains().toString());
        lines.add(inventory.pipelines().toString());
        inventory.findings().forEach(finding -> lines.add(finding.toString()));
        return String.join("\n", lines);
    }

    private static int first(List<String> paths, String pattern) {
        for (int i = 0; i < paths.size(); i++) {
            if (paths.get(i).matches(pattern)) {
                return i;
            }
        }
        throw new AssertionError("nobody asked for " + pattern);
    }

    private static int last(List<String> paths, String pattern) {
        for (int i = paths.size() - 1; i >= 0; i--) {
            if (paths.get(i).matches(pattern)) {
                return i;
            }
        }
        throw new AssertionError("nobody asked for " + pattern);
    }
}
