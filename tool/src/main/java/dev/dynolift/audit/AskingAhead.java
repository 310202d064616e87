package dev.dynolift.audit;

import dev.dynolift.audit.Questions.Kind;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Puts the questions about all apps ahead, several at once, what matters first: without what an app runs and uses there is
 * no plan; who may see it can wait for the rate limit. A question that is missing here is asked when its answer is wanted.
 */
final class AskingAhead {

    /** What one app takes of the account's allowance: counted from the questions below. */
    static final int COUNTED_QUESTIONS = 17;

    private static final int AT_ONCE = 6;

    private final Questions questions;
    private final EventListener events;
    private final String stage;

    AskingAhead(Questions questions, EventListener events, String stage) {
        this.questions = questions;
        this.events = events;
        this.stage = stage;
    }

    /** Asks for the apps themselves. */
    void apps(List<String> names) {
        each(names, "asked for", name -> questions.askAhead(Kind.OBJECT, "/apps/" + name));
    }

    /** @param apps the answers about the apps themselves */
    void everything(List<JsonNode> apps) {
        each(apps, "processes, settings, add-ons", this::whatRuns);
        each(apps, "domains, features, people", this::whatStandsAround);
        each(apps, "load, deploys", this::whatTheDashboardKnows);
    }

    private void whatRuns(JsonNode app) {
        String path = "/apps/" + Text.of(app, "name");
        questions.askAhead(Kind.LIST, path + "/addons");
        questions.askAhead(Kind.LIST, path + "/addon-attachments");
        questions.askAhead(Kind.LIST, path + "/formation");
        questions.askAhead(Kind.OBJECT, path + "/config-vars");
        questions.askAhead(Kind.FOR_TOOLS, path + "/config-vars-settings");
        JsonNode release = DeploymentReading.current(questions.askAhead(Kind.RELEASES, path + "/releases"));
        if (!Text.of(release, "slug.id").isEmpty()) {
            questions.askAhead(Kind.OBJECT, path + "/slugs/" + Text.of(release, "slug.id"));
        }
        questions.askAhead(Kind.LIST, path + "/domains");
    }

    private void whatStandsAround(JsonNode app) {
        String path = "/apps/" + Text.of(app, "name");
        boolean fir = AppReading.isFir(app);
        questions.askAhead(Kind.OBJECT, path + "/pipeline-couplings");
        questions.askAhead(Kind.LIST, path + "/sni-endpoints");
        questions.askAhead(Kind.LIST, path + "/features");
        if (!fir) {
            questions.askAhead(Kind.LIST, path + "/buildpack-installations");
            questions.askAhead(Kind.LIST, path + "/log-drains");
        }
        questions.askAhead(Kind.LIST, path + "/webhooks");
        questions.askAhead(Kind.LIST, path + "/collaborators");
    }

    private void whatTheDashboardKnows(JsonNode app) {
        String id = Text.of(app, "id");
        if (!id.isEmpty()) {
            questions.askAhead(Kind.GITHUB, "/apps/" + id + "/github");
        }
    }

    private <T> void each(List<T> items, String subject, Consumer<T> asking) {
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, Math.max(1, items.size())));
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (T item : items) {
                asked.add(workers.submit(() -> {
                    asking.accept(item);
                    events.on(new Event.StageProgress(
                            Instant.now(), stage, subject, done.incrementAndGet(), items.size(), "apps"));
                }));
            }
            for (Future<?> one : asked) {
                one.get();
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
}
