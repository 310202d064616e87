package dev.dynolift.heroku;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.audit.AnswerFiles;
import dev.dynolift.audit.Audit;
import dev.dynolift.audit.AuditOptions;
import dev.dynolift.audit.AuditScope;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.secret.Secret;
import dev.dynolift.standin.Allowance;
import dev.dynolift.standin.Captures;
import dev.dynolift.standin.Fault;
import dev.dynolift.standin.HerokuStandIn;
import dev.dynolift.standin.ReceivedRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team of many apps: within the rate limit, around what is forbidden, and on after an interruption. */
class TeamAuditTest {

    private static final int APPS = 10;
    private static final AuditScope TEAM = new AuditScope.OfTeam("crowd");

    private static final List<HerokuAnswer> ANSWERS = TeamCapture.answers(Captures.of("roast"), APPS);

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();
    /** Moves only when somebody waits: two hundred apps' worth of waiting takes no time. */
    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-11-01T00:00:00Z").toEpochMilli());

    private HerokuStandIn standIn;

    @BeforeEach
    void start() {
        standIn = HerokuStandIn.start(ANSWERS, 6);
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void is_bound_by_the_rate_limit_says_so_beforehand_and_never_exceeds_it() {
        standIn.grant(new Allowance(200, 75, clock()));

        Inventory inventory = audit(KeptAnswers.NONE);

        assertThat(inventory.apps()).hasSize(APPS);
        assertThat(standIn.requests()).extracting(ReceivedRequest::status).doesNotContain(429);
        long counted = standIn.requests().stream()
                .filter(request -> !request.path().matches(TeamCapture.NOT_COUNTED))
                .count();
        Duration waited = Duration.ofMillis(
                now.get() - Instant.parse("2026-11-01T00:00:00Z").toEpochMilli());
        // 100 at once, since 100 are left to others, then 75 a minute. Where answers overtake each other, it waits
        // longer rather than shorter; with a clock that jumps they often do.
        assertThat(waited.toSeconds()).isBetween((counted - 130) * 800 / 1000, (counted - 70) * 800 / 1000 * 3 / 2);
        assertThat(events.toString()).contains(APPS + " apps take about", "minutes longer");
    }

    @Test
    void asks_first_for_what_matters_and_only_by_get() {
        audit(KeptAnswers.NONE);

        List<String> paths =
                standIn.requests().stream().map(ReceivedRequest::path).toList();
        int lastSettings = lastIndex(paths, "/config-vars");
        int firstPeople = paths.indexOf(paths.stream()
                .filter(path -> path.endsWith("/collaborators"))
                .findFirst()
                .orElseThrow());
        assertThat(lastSettings).isLessThan(firstPeople);
        assertThat(standIn.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
    }

    @Test
    void one_forbidden_app_ends_nothing() {
        standIn.add(Fault.forbidden("crowd-7"));

        Inventory inventory = audit(KeptAnswers.NONE);

        assertThat(inventory.apps())
                .extracting(HerokuApp::name)
                .hasSize(APPS - 1)
                .doesNotContain("crowd-7");
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::subject)
                .contains("crowd-7");
    }

    @Test
    void a_team_of_which_nothing_may_be_read_is_told_from_one_that_heroku_fails_to_show() {
        standIn.add(Fault.always("/apps/*", 403));
        assertThatThrownBy(() -> audit(KeptAnswers.NONE))
                .isInstanceOfSatisfying(DynoliftException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.INPUT))
                .hasMessageContaining("nothing could be read: Heroku refused crowd-0, ")
                .hasMessageContaining("and " + (APPS - 5) + " more with status 403");
        standIn.mend();
        standIn.add(Fault.always("/apps/*", 500));
        assertThatThrownBy(() -> audit(KeptAnswers.NONE))
                .isInstanceOfSatisfying(DynoliftException.class, failure -> assertThat(failure.code())
                        .isEqualTo(ErrorCode.HEROKU));
    }

    @Test
    void goes_on_where_it_was_when_the_login_expired() throws Exception {
        Path kept = folder.resolve("kept");
        String uninterrupted = comparable(audit(KeptAnswers.NONE));
        int all = standIn.requests().size();
        standIn.add(Fault.always("/apps/crowd-9/features", 401));
        assertThatThrownBy(() -> audit(AnswerFiles.open(kept, false)))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("does not accept the login");
        int before = standIn.requests().size();
        standIn.mend();

        AnswerFiles again = AnswerFiles.open(kept, false);
        assertThat(again.continuedSince()).isPresent();
        String resumed = comparable(audit(again));
        again.finish();

        assertThat(resumed).isEqualTo(uninterrupted);
        int asked = standIn.requests().size() - before;
        // Settings are not kept, so each app's are asked for again; of the rest, what had not been read.
        assertThat(asked).isLessThan(all * 2 / 3);
        try (Stream<Path> files = Files.list(kept)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("PLANTED9").doesNotContain("/config-vars\"");
            }
        }
    }

    @Test
    void a_later_audit_hears_only_what_has_changed() {
        Path kept = folder.resolve("kept");
        AnswerFiles first = AnswerFiles.open(kept, false);
        String before = comparable(audit(first));
        first.finish();
        int asked = standIn.requests().size();

        AnswerFiles second = AnswerFiles.open(kept, false);
        assertThat(second.continuedSince()).isEmpty();
        String after = comparable(audit(second));

        assertThat(after).isEqualTo(before);
        assertThat(standIn.requests().subList(asked, standIn.requests().size()))
                .filteredOn(request -> request.path().endsWith("/domains"))
                .extracting(ReceivedRequest::status)
                .containsOnly(304);
    }

    @Test
    void goes_on_after_a_line_that_was_cut_in_the_middle() throws Exception {
        Path kept = folder.resolve("kept");
        AnswerFiles killed = AnswerFiles.open(kept, false);
        String before = comparable(audit(killed));
        Path file = kept.resolve("app-crowd-3.jsonl");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20));

        assertThat(comparable(audit(AnswerFiles.open(kept, false)))).isEqualTo(before);
    }

    @Test
    void what_was_refused_is_read_once_it_is_allowed() {
        Path kept = folder.resolve("kept");
        standIn.add(Fault.forbidden("crowd-7"));
        standIn.add(Fault.always("/apps/crowd-8/webhooks", 403));
        assertThat(audit(AnswerFiles.open(kept, false)).apps()).hasSize(APPS - 1);
        standIn.mend();

        Inventory resumed = audit(AnswerFiles.open(kept, false));

        assertThat(resumed.apps()).hasSize(APPS);
        assertThat(resumed.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::source)
                .doesNotContain("/apps/crowd-7", "/apps/crowd-8/webhooks");
    }

    @Test
    void a_login_that_ends_stops_the_questions_at_once() {
        standIn.add(Fault.always("/apps/crowd-0/addons", 401));

        assertThatThrownBy(() -> audit(KeptAnswers.NONE)).hasMessageContaining("does not accept the login");

        // The apps themselves, and what was under way: less than half of what is asked otherwise.
        int asked = standIn.requests().size();
        standIn.mend();
        audit(KeptAnswers.NONE);
        assertThat(asked).isLessThan((standIn.requests().size() - asked) / 2);
    }

    @Test
    void one_app_whose_masked_settings_are_not_told_ends_nothing() {
        standIn.add(Fault.always("/apps/crowd-2/config-vars-settings", 406));

        Inventory inventory = audit(KeptAnswers.NONE);

        assertThat(inventory.apps()).hasSize(APPS);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .filteredOn(finding -> finding.source().equals("/apps/crowd-2/config-vars-settings"))
                .extracting(Finding::subject)
                .containsExactly("crowd-2");
    }

    @Test
    void one_slug_that_never_comes_ends_nothing() {
        standIn.add(Fault.cut("/apps/crowd-3/slugs/*", Integer.MAX_VALUE));

        Inventory inventory = audit(KeptAnswers.NONE);

        assertThat(inventory.apps()).hasSize(APPS);
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .extracting(Finding::subject)
                .contains("crowd-3");
    }

    @Test
    void a_data_service_that_nobody_can_reach_is_a_finding_for_each_database() {
        URI here = standIn.address();
        URI nowhere = URI.create("http://127.0.0.1:1");

        Inventory inventory =
                audit(new HerokuHosts(here, nowhere, here, here, here), KeptAnswers.NONE, AnswerListener.NONE);

        assertThat(inventory.databases()).hasSize(APPS).allSatisfy(database -> {
            assertThat(database.majorVersion()).isNull();
            assertThat(database.plan()).isEqualTo("standard-0");
        });
        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().equals("not-readable"))
                .filteredOn(finding -> finding.source().startsWith("/client/v11/databases/"))
                .hasSizeGreaterThanOrEqualTo(APPS);
        // Five attempts for each of those that were under way at once, and no more.
        assertThat(events.toString().split("did not answer /")).hasSizeLessThan(6 * 5);
    }

    @Test
    void what_nobody_foresaw_of_one_app_is_a_finding() {
        AnswerListener unforeseen = answer -> {
            if (answer.path().equals("/apps/crowd-5/formation")) {
                throw new IllegalStateException("PLANTED9");
            }
        };

        Inventory inventory = audit(HerokuHosts.all(standIn.address()), KeptAnswers.NONE, unforeseen);

        assertThat(inventory.apps()).hasSize(APPS - 1);
        assertThat(inventory.findings()).anySatisfy(finding -> {
            assertThat(finding.subject()).isEqualTo("crowd-5");
            assertThat(finding.next()).contains("IllegalStateException").doesNotContain("PLANTED9");
        });
    }

    private Inventory audit(KeptAnswers kept) {
        return audit(HerokuHosts.all(standIn.address()), kept, AnswerListener.NONE);
    }

    private Inventory audit(HerokuHosts hosts, KeptAnswers kept, AnswerListener answers) {
        HerokuApi api = new HerokuApi(
                hosts,
                new Secret("HRKU-PLANTED9-team"),
                events::add,
                answers,
                kept,
                SecondFactor.NONE,
                duration -> now.addAndGet(duration.toMillis()),
                clock());
        return new Audit(api, events::add).run(TEAM, Optional.empty(), AuditOptions.USUAL);
    }

    private InstantSource clock() {
        return () -> Instant.ofEpochMilli(now.get());
    }

    private static String comparable(Inventory inventory) {
        return InventoryFile.toJson(inventory).replaceFirst("\"auditedAt\" : \"[^\"]*\"", "");
    }

    private static int lastIndex(List<String> paths, String end) {
        for (int i = paths.size() - 1; i >= 0; i--) {
            if (paths.get(i).endsWith(end)) {
                return i;
            }
        }
        return -1;
    }
}
