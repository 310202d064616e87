package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Surroundings;
import dev.dynolift.repository.RepositoryReader;
import dev.dynolift.repository.RepositoryReading;
import dev.dynolift.rule.Rules;
import dev.dynolift.surroundings.SettingClues;
import dev.dynolift.surroundings.Sources;
import dev.dynolift.surroundings.SurroundingsReader;
import dev.dynolift.surroundings.SurroundingsReading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Looks at apps and their repository, and changes nothing. Not thread-safe. */
public final class Audit {

    private static final String STAGE = "audit";

    private final HerokuApi api;
    private final EventListener events;
    private final SurroundingsReader around;

    /** An audit of Heroku alone. */
    public Audit(HerokuApi api, EventListener events) {
        this(api, events, Sources.NONE);
    }

    /** @param sources whom to ask about what stands around the apps */
    public Audit(HerokuApi api, EventListener events, Sources sources) {
        this.api = api;
        this.events = events;
        this.around = new SurroundingsReader(sources, events);
    }

    /** As below, for apps that were named, without their slugs. */
    public Inventory run(List<String> apps, Optional<Path> repository) {
        return run(new AuditScope.Named(apps), repository, AuditOptions.USUAL);
    }

    /**
     * Everything that Heroku tells about the apps; a resource that this login may not read becomes a finding.
     *
     * @param repository the checkout that the apps are deployed from, all from the same one
     * @throws DynoliftException when Heroku does not accept the login, does not know an app, or does not answer
     */
    public Inventory run(AuditScope scope, Optional<Path> repository, AuditOptions options) {
        Instant began = Instant.now();
        String what = scope instanceof AuditScope.Named named ? String.join(", ", named.apps()) : scope.name();
        events.on(new Event.StageStarted(began, STAGE, "looking at " + what));
        try {
            Inventory inventory = read(scope, repository, options);
            finished(began, Event.Outcome.DONE);
            return inventory;
        } catch (DynoliftException e) {
            finished(began, Event.Outcome.FAILED);
            throw e;
        }
    }

    /**
     * What a checkout tells by itself, without Heroku: an app, and what its code needs.
     *
     * @param repositoryName what the app is named after
     */
    public static Inventory ofRepository(Path repository, String repositoryName) {
        return ofRepository(repository, repositoryName, AuditOptions.USUAL);
    }

    /** The same with what an audit is told beforehand, such as Scheduler's jobs: no checkout has them. */
    public static Inventory ofRepository(Path repository, String repositoryName, AuditOptions options) {
        String name = RepositoryApp.name(repositoryName);
        options.refuseJobsOfOthers(Set.of(name));
        RepositoryReading reading = RepositoryReader.read(repository);
        AssumedServices assumed = new AssumedServices(name, reading.facts());
        Inventory bare = new Inventory(
                Inventory.SCHEMA_VERSION,
                now(),
                "repository only",
                List.of(RepositoryApp.of(name, reading.facts(), assumed.configVars(), options.writtenJobs(name, true))),
                assumed.databases(),
                assumed.keyValueStores(),
                assumed.addons(),
                List.of(),
                List.of(),
                List.of());
        SurroundingsReading surroundings = new SurroundingsReader(Sources.NONE, event -> {})
                .read(bare, new SettingClues(), Optional.of(repository));
        List<Finding> found = new ArrayList<>(reading.findings());
        found.addAll(surroundings.findings());
        return withFindings(bare.withSurroundings(surroundings.surroundings()), found);
    }

    private Inventory read(AuditScope scope, Optional<Path> repository, AuditOptions options) {
        CodeOfApps code = new CodeOfApps(repository);
        Questions questions = new Questions(api);
        LoadReading loads = new LoadReading(questions);
        AskingAhead ahead = new AskingAhead(questions, loads, events, STAGE);
        // First, so that it is known how much may be asked at once.
        questions.optionalObject("account", "/account/rate-limits");
        List<String> names = new AppListing(api).of(scope);
        tellHowLong(names);
        ahead.apps(names);
        PipelineReading pipelines = new PipelineReading(questions);
        Map<String, HerokuRefusal> refused = new LinkedHashMap<>();
        List<JsonNode> readable = appsThatMayBeRead(scope, names, questions, refused);
        ahead.places(readable);
        // Whoever names one wants it.
        List<JsonNode> answers = scope instanceof AuditScope.Named
                ? readable
                : lasting(scope, pipelines.withoutTemporary(readable), refused);
        options.refuseJobsOfOthers(namesOf(scope, answers));
        options.dynos().refuseOthers(namesOf(scope, answers));
        ahead.everything(answers);
        DynoPrices prices = new DynoPrices(questions.optionalList("prices", "/dyno-sizes"));
        SettingClues clues = new SettingClues();
        AddonReading addons = new AddonReading(questions);
        DatabaseVisits visits = new DatabaseVisits(options.databases(), events);
        DataAddresses addresses = new DataAddresses(visits);
        AppReading appReading = new AppReading(
                questions, addons, pipelines, prices, options, answers.size() == 1, loads, clues, addresses, code);
        List<HerokuApp> apps = new ArrayList<>();
        List<Domain> domains = new ArrayList<>();
        for (JsonNode answer : answers) {
            String name = Text.of(answer, "name");
            try {
                HerokuApp app = appReading.read(answer);
                List<Domain> ofApp = appReading.domains(name);
                apps.add(
                        options.slugs()
                                ? new SlugReading(api, questions, repository, folder(app)).lookedInto(app)
                                : app);
                domains.addAll(ofApp);
            } catch (DynoliftException known) {
                throw known;
            } catch (RuntimeException unforeseen) {
                questions.findUnexpected(name, unforeseen);
            }
            events.on(new Event.StageProgress(Instant.now(), STAGE, name, apps.size(), answers.size(), "apps"));
        }
        addresses.tell(questions, clues);
        Inventory bare = new Inventory(
                Inventory.SCHEMA_VERSION,
                now(),
                api.hosts().platform().toString(),
                apps,
                visits.visited(addons.databases(), questions),
                addons.keyValueStores(),
                addons.others(),
                domains,
                pipelines.pipelines(),
                List.of(),
                new SpaceReading(questions).read(apps),
                Surroundings.NONE,
                new PayerReading(questions, prices, LocalDate.now(ZoneOffset.UTC)).read(apps));
        Inventory complete = options.dynos().located(SlugOnlySettings.added(bare), questions);
        List<Finding> found = new ArrayList<>(questions.findings());
        found.addAll(options.findings());
        found.addAll(code.findings());
        SurroundingsReading surroundings = around.read(complete, clues, repository);
        found.addAll(surroundings.findings());
        // What was asked last is not what the whole was about.
        events.on(new Event.StageProgress(Instant.now(), STAGE, "", apps.size(), answers.size(), "apps"));
        return withFindings(complete.withSurroundings(surroundings.surroundings()), found);
    }

    private static List<JsonNode> lasting(AuditScope scope, List<JsonNode> apps, Map<String, HerokuRefusal> refused) {
        if (apps.isEmpty() && !refused.isEmpty()) {
            throw nothingRead("but for apps that come and go, nothing could be read", refused);
        }
        if (apps.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    scope.name() + " has review apps and apps of test runs alone",
                    "Heroku makes and removes them by itself; they do not move.",
                    "Name the app that is to move: `dynolift audit APP`.");
        }
        return apps;
    }

    /** The app's part of the checkout. */
    private static String folder(HerokuApp app) {
        RepositoryFacts code = app.repository();
        return code == null ? "" : code.needs().place().folder();
    }

    /** By name, also of those that may not be read. */
    private static Set<String> namesOf(AuditScope scope, List<JsonNode> answers) {
        Set<String> names = new TreeSet<>(scope instanceof AuditScope.Named named ? named.apps() : List.of());
        answers.forEach(answer -> names.add(Text.of(answer, "name")));
        return names;
    }

    /**
     * One app that is somebody else's ends no audit of many; a name that is wrong does.
     *
     * @param refused gets those that may not be read
     */
    private static List<JsonNode> appsThatMayBeRead(
            AuditScope scope, List<String> names, Questions questions, Map<String, HerokuRefusal> refused) {
        List<JsonNode> answers = new ArrayList<>();
        for (String name : names) {
            try {
                answers.add(questions.app(name));
            } catch (HerokuRefusal refusal) {
                boolean wrongName = refusal.status() == 404 && scope instanceof AuditScope.Named;
                if (!refusal.concernsOneResource() || wrongName) {
                    throw wrongName ? refusal.asInput() : refusal;
                }
                questions.findUnreadable(name, refusal);
                refused.put(name, refusal);
            }
        }
        if (answers.isEmpty() && !refused.isEmpty()) {
            throw nothingRead("nothing could be read", refused);
        }
        return answers;
    }

    /** A login without rights was given wrongly; a service that fails was not. */
    private static DynoliftException nothingRead(String what, Map<String, HerokuRefusal> refused) {
        HerokuRefusal first = refused.values().iterator().next();
        boolean noRight = refused.values().stream().allMatch(one -> one.status() >= 400 && one.status() < 500);
        String names = refused.keySet().stream().limit(5).collect(Collectors.joining(", "))
                + (refused.size() > 5 ? " and " + (refused.size() - 5) + " more" : "");
        String statuses = refused.values().stream()
                .map(one -> String.valueOf(one.status()))
                .distinct()
                .collect(Collectors.joining(" and "));
        return new DynoliftException(
                noRight ? ErrorCode.INPUT : ErrorCode.HEROKU,
                what + ": Heroku refused " + names + " with status " + statuses,
                noRight
                        ? "The login is good, and has no right to "
                                + (refused.size() == 1 ? "this app." : "any of these.")
                        : first.why(),
                noRight
                        ? "Ask the owner for it (`heroku access:add EMAIL -a "
                                + refused.keySet().iterator().next()
                                + " -p view`; settings need `operate`), or run the audit with the owner's login."
                        : first.next(),
                first);
    }

    private void tellHowLong(List<String> names) {
        int apps = names.size();
        int counted = names.stream()
                .mapToInt(name -> AskingAhead.counted(name, api::isKnown))
                .sum();
        Duration waiting = api.waitingTime(counted);
        if (apps > 10 || !waiting.isZero()) {
            String pace = waiting.isZero()
                    ? "all of which Heroku's rate limit allows at once; it takes a minute or two."
                    : "more than Heroku's rate limit allows at once; it takes about " + (waiting.toMinutes() + 1)
                            + " minutes longer. Stop it whenever you like: the same command goes on.";
            events.on(new Event.Note(
                    Instant.now(), Event.Level.INFO, apps + " apps take about " + counted + " questions, " + pace));
        }
    }

    private static Inventory withFindings(Inventory inventory, List<Finding> found) {
        List<Finding> all = new ArrayList<>(found);
        all.addAll(Rules.check(inventory));
        List<Finding> findings = all.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        return inventory.withFindings(findings);
    }

    private void finished(Instant began, Event.Outcome outcome) {
        Instant now = Instant.now();
        events.on(new Event.StageFinished(now, STAGE, Duration.between(began, now), outcome));
    }

    private static Instant now() {
        return Instant.ofEpochSecond(Instant.now().getEpochSecond());
    }
}
