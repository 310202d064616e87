package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.repository.RepositoryReader;
import dev.dynolift.repository.RepositoryReading;
import dev.dynolift.rule.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at apps and their repository, and changes nothing. Not thread-safe. */
public final class Audit {

    private static final String STAGE = "audit";

    private final HerokuApi api;
    private final EventListener events;

    public Audit(HerokuApi api, EventListener events) {
        this.api = api;
        this.events = events;
    }

    /**
     * Everything that Heroku tells about the apps; a resource that this login may not read becomes a finding.
     *
     * @param repository the checkout that the apps are deployed from, all from the same one
     * @throws DynoliftException when Heroku does not accept the login, does not know an app, or does not answer
     */
    public Inventory run(List<String> apps, Optional<Path> repository) {
        Instant began = Instant.now();
        events.on(new Event.StageStarted(began, STAGE, "looking at " + String.join(", ", apps)));
        try {
            Inventory inventory = read(apps, repository);
            finished(began, Event.Outcome.DONE);
            return inventory;
        } catch (DynoliftException e) {
            finished(began, Event.Outcome.FAILED);
            throw e;
        }
    }

    /** What a checkout tells by itself, without Heroku: an app named after the folder, with the Procfile's processes. */
    public static Inventory ofRepository(Path repository) {
        RepositoryReading reading = RepositoryReader.read(repository);
        HerokuApp app = RepositoryApp.of(repository, reading.facts());
        Inventory bare = new Inventory(
                Inventory.SCHEMA_VERSION,
                now(),
                "repository only",
                List.of(app),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return withFindings(bare, reading.findings());
    }

    private Inventory read(List<String> names, Optional<Path> repository) {
        Optional<RepositoryReading> reading = repository.map(RepositoryReader::read);
        RepositoryFacts facts = reading.map(RepositoryReading::facts).orElse(null);
        // Before anything else: an app that is not there, or a bad login, ends the audit at once.
        Map<String, JsonNode> answers = new LinkedHashMap<>();
        names.forEach(name -> answers.put(name, api.object("/apps/" + name)));
        Questions questions = new Questions(api);
        DynoPrices prices = new DynoPrices(questions.optionalList("prices", "/dyno-sizes"));
        AddonReading addons = new AddonReading(questions);
        PipelineReading pipelines = new PipelineReading(questions);
        AppReading appReading = new AppReading(questions, addons, pipelines, prices);
        List<HerokuApp> apps = new ArrayList<>();
        List<Domain> domains = new ArrayList<>();
        for (JsonNode answer : answers.values()) {
            HerokuApp app = appReading.read(answer, facts);
            apps.add(app);
            domains.addAll(appReading.domains(app.name()));
            events.on(new Event.StageProgress(Instant.now(), STAGE, app.name(), apps.size(), answers.size(), "apps"));
        }
        Inventory bare = new Inventory(
                Inventory.SCHEMA_VERSION,
                now(),
                api.hosts().platform().toString(),
                apps,
                addons.databases(),
                addons.keyValueStores(),
                addons.others(),
                domains,
                pipelines.pipelines(),
                List.of());
        List<Finding> found = new ArrayList<>(questions.findings());
        reading.ifPresent(read -> found.addAll(read.findings()));
        return withFindings(SlugOnlySettings.added(bare), found);
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
