package dev.dynolift.audit;

import dev.dynolift.audit.Questions.Kind;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Puts the questions about all apps ahead, several at once, what matters first: without what an app runs and uses there is
 * no plan; who may see it can wait for the rate limit. A question that is missing here is asked when its answer is wanted.
 */
final class AskingAhead {

    /**
     * What one app takes of the account's allowance: the questions below that the Platform API answers, and one about the
     * uses of its database and its key-value store each.
     */
    static final int COUNTED_QUESTIONS = 20;
    /** As above, once it is known what the app runs and uses. */
    private static final int COUNTED_AROUND = 8;

    private static final int AT_ONCE = 6;

    private final Questions questions;
    private final LoadReading loads;
    private final EventListener events;
    private final String stage;
    /** What the second half of the questions depends on, by app. */
    private final Map<String, JsonNode> formations = new ConcurrentHashMap<>();

    private final Map<String, JsonNode> addons = new ConcurrentHashMap<>();
    /** Apps may share an add-on; it is asked for once. */
    private final Set<String> askedAddons = ConcurrentHashMap.newKeySet();

    AskingAhead(Questions questions, LoadReading loads, EventListener events, String stage) {
        this.questions = questions;
        this.loads = loads;
        this.events = events;
        this.stage = stage;
    }

    /** How many questions about an app count and are still to be asked: an interrupted audit has read some. */
    static int counted(String app, Predicate<String> known) {
        // Settings are never kept.
        if (known.test(AppDetailsReading.builds(app))) {
            return 1;
        }
        if (known.test("/apps/" + app + "/collaborators")) {
            return 2;
        }
        return known.test("/apps/" + app + "/domains") ? COUNTED_AROUND + 1 : COUNTED_QUESTIONS;
    }

    /** Asks for the apps themselves. */
    void apps(List<String> names) {
        each(names, name -> name, "asked for", name -> questions.askAhead(Kind.OBJECT, "/apps/" + name));
    }

    /** Asks for each app's place in a pipeline: some are not looked at any closer. */
    void places(List<JsonNode> apps) {
        each(
                apps,
                app -> Text.of(app, "name"),
                "pipelines",
                app -> questions.askAhead(Kind.OBJECT, PipelineReading.path(Text.of(app, "name"))));
    }

    /** @param apps the answers about the apps themselves */
    void everything(List<JsonNode> apps) {
        each(apps, app -> Text.of(app, "name"), "processes, settings, add-ons", this::whatRuns);
        each(apps, app -> Text.of(app, "name"), "databases, key-value stores", this::whatKeepsData);
        each(apps, app -> Text.of(app, "name"), "domains, features, people", this::whatStandsAround);
        each(apps, app -> Text.of(app, "name"), "load, deploys", this::whatTheDashboardKnows);
        each(apps, app -> Text.of(app, "name"), "builds", this::whoBuilds);
    }

    private void whatRuns(JsonNode app) {
        String name = Text.of(app, "name");
        String path = "/apps/" + name;
        addons.put(name, questions.askAhead(Kind.LIST, path + "/addons"));
        questions.askAhead(Kind.LIST, path + "/addon-attachments");
        formations.put(name, questions.askAhead(Kind.LIST, path + "/formation"));
        questions.askAhead(Kind.OBJECT, path + "/config-vars");
        questions.askAhead(Kind.FOR_TOOLS, path + "/config-vars-settings");
        JsonNode release = DeploymentReading.current(questions.askAhead(Kind.RELEASES, path + "/releases"));
        String slug = Text.of(release, "slug.id");
        String image = Text.of(release, "oci_image.id");
        if (!slug.isEmpty()) {
            questions.askAhead(Kind.SLUG, path + "/slugs/" + slug);
        } else if (!image.isEmpty()) {
            questions.askAhead(Kind.SLUG, path + "/oci-images/" + image);
        }
        questions.askAhead(Kind.LIST, path + "/domains");
    }

    private void whatKeepsData(JsonNode app) {
        for (JsonNode addon : addonsOf(app)) {
            List<String> data = AddonReading.dataPaths(addon);
            String id = Text.of(addon, "id");
            if (data.isEmpty() || !askedAddons.add(id)) {
                continue;
            }
            data.forEach(path -> questions.askAhead(Kind.DATA, path));
            if (!Text.of(addon, "addon_service.name").equals("heroku-kafka")) {
                questions.askAhead(Kind.LIST, AddonReading.usesPath(id));
            }
        }
    }

    private void whatStandsAround(JsonNode app) {
        String path = "/apps/" + Text.of(app, "name");
        questions.askAhead(Kind.LIST, path + "/sni-endpoints");
        questions.askAhead(Kind.LIST, path + "/features");
        if (AppReading.isFir(app)) {
            questions.askAhead(Kind.LIST, path + "/telemetry-drains");
        } else {
            questions.askAhead(Kind.LIST, path + "/buildpack-installations");
            questions.askAhead(Kind.LIST, path + "/log-drains");
        }
        questions.askAhead(Kind.LIST, path + "/webhooks");
        questions.askAhead(Kind.LIST, AppDetailsReading.dynosPath(Text.of(app, "name")));
        // The last one of these: whose answer is known has all of them.
        questions.askAhead(Kind.LIST, path + "/collaborators");
    }

    private void whatTheDashboardKnows(JsonNode app) {
        String id = Text.of(app, "id");
        if (id.isEmpty()) {
            return;
        }
        questions.askAhead(Kind.GITHUB, "/apps/" + id + "/github");
        for (JsonNode addon : addonsOf(app)) {
            if (Text.of(addon, "addon_service.name").equals("scheduler")) {
                questions.askAhead(Kind.SCHEDULER, "/apps/" + id + "/jobs");
            }
        }
        for (JsonNode process : formations.getOrDefault(Text.of(app, "name"), MissingNode.getInstance())) {
            String type = Text.of(process, "type");
            if (AppDetailsReading.mayScale(type, AppReading.dynoSize(process))) {
                questions.askAhead(Kind.METRICS, AppDetailsReading.monitors(id));
            }
            if (process.path("quantity").asInt(0) > 0 && !type.equals("release")) {
                loads.paths(id, type).forEach(path -> questions.askAhead(Kind.METRICS, path));
            }
        }
    }

    /** Last of all: nothing is planned by it. */
    private void whoBuilds(JsonNode app) {
        questions.askAhead(Kind.BUILDS, AppDetailsReading.builds(Text.of(app, "name")));
    }

    private JsonNode addonsOf(JsonNode app) {
        return addons.getOrDefault(Text.of(app, "name"), MissingNode.getInstance());
    }

    /** Stops at the first failure that all others would meet, whichever app meets it. */
    private <T> void each(List<T> items, Function<T, String> name, String subject, Consumer<T> asking) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, Math.max(1, items.size())));
        CompletionService<T> asked = new ExecutorCompletionService<>(workers);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (T item : items) {
                all.add(asked.submit(() -> {
                    ask(item, name.apply(item), asking);
                    events.on(new Event.StageProgress(
                            Instant.now(), stage, subject, done.incrementAndGet(), items.size(), "apps"));
                    return item;
                }));
            }
            for (int i = 0; i < all.size(); i++) {
                // Whichever is done first: a failure is not to wait for those before it.
                asked.take().get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the audit was stopped", "", "Run the same command again: it goes on.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DynoliftException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private <T> void ask(T item, String app, Consumer<T> asking) {
        try {
            asking.accept(item);
        } catch (DynoliftException known) {
            throw known;
        } catch (RuntimeException unforeseen) {
            questions.findUnexpected(app, unforeseen);
        }
    }
}
