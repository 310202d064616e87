package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks Heroku, and turns a refusal that concerns one resource into a finding: one app or add-on that this login may not
 * read does not end the audit. What was not answered is a missing node, on which every further look-up gives nothing.
 * Questions may be put ahead, several at once; only that and noting findings is thread-safe.
 */
final class Questions {

    private final HerokuApi api;
    private final List<Finding> findings = new ArrayList<>();
    /** What was asked ahead, until somebody wants to know it. */
    private final Map<String, Answered> ahead = new ConcurrentHashMap<>();

    /** The failures of whole services, which are not asked again: a firewall may be in the way. */
    private final Map<Kind, DynoliftException> silent = new ConcurrentHashMap<>();

    Questions(HerokuApi api) {
        this.api = api;
    }

    /** What had to be said so far. */
    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    synchronized void find(Finding finding) {
        if (!findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /**
     * The app itself; without it there is nothing to say.
     *
     * @throws HerokuRefusal when Heroku does not show it
     */
    JsonNode app(String name) {
        return answer("/apps/" + name, api::object);
    }

    /** What nobody foresaw, such as an answer of a shape that Heroku never had: one app's, and not the end of all. */
    void findUnexpected(String app, RuntimeException error) {
        StackTraceElement[] trace = error.getStackTrace();
        // The message may quote what was read.
        String place = error.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
        find(new Finding(
                "not-readable",
                Severity.BLOCKING,
                app,
                "Something in Heroku's answers about " + app + " was not understood.",
                "What is there is not in the inventory, and would be missing on AWS.",
                "Report it as a fault of dynolift, with the words: " + place + ".",
                "/apps/" + app,
                Facts.API));
    }

    void findUnreadable(String app, HerokuRefusal refusal) {
        find(notReadable(app, "/apps/" + app, refusal, Severity.WARNING));
    }

    JsonNode object(String subject, String path) {
        return ask(subject, path, api::object, false);
    }

    JsonNode list(String subject, String path) {
        return ask(subject, path, api::list, false);
    }

    JsonNode newestReleases(String subject, String path) {
        return ask(subject, path, this::newest, false);
    }

    private JsonNode newest(String path) {
        return api.newest(path, "version", 10);
    }

    /** An object that need not be there. */
    JsonNode optionalObject(String subject, String path) {
        return ask(subject, path, api::object, true);
    }

    /** As above, of something that is good to know: not even a failure that spoils other questions ends the audit. */
    JsonNode extraObject(String subject, String path) {
        return ask(subject, path, api::object, true, false);
    }

    /** As above, a list. */
    JsonNode extraList(String subject, String path) {
        return ask(subject, path, api::list, true, false);
    }

    /** The newest builds, newest first. */
    JsonNode builds(String subject, String path) {
        return ask(subject, path, question(Kind.BUILDS), true, false);
    }

    /** A list that need not be there. */
    JsonNode optionalList(String subject, String path) {
        return ask(subject, path, api::list, true);
    }

    /** The variant of the API that tells which settings are masked; not every login may use it. */
    JsonNode forTools(String subject, String path) {
        return ask(subject, path, api::objectForTools, true);
    }

    /** What is deployed. That one question about it is never answered is no reason to know nothing of the others. */
    JsonNode slug(String subject, String path) {
        return ask(subject, path, question(Kind.SLUG), false, false);
    }

    JsonNode data(String subject, String path) {
        return ask(subject, path, question(Kind.DATA), false, false);
    }

    JsonNode optionalData(String subject, String path) {
        return ask(subject, path, question(Kind.DATA), true, false);
    }

    /** Undocumented, so that any failure is the same as no answer; the caller says so. */
    JsonNode scheduler(String path) {
        return undocumented(path, question(Kind.SCHEDULER));
    }

    /** Undocumented, too: where an app's code comes from. */
    JsonNode github(String app, String path) {
        return dashboard(app, path, question(Kind.GITHUB), Severity.INFO);
    }

    /** As above: how an app scales by itself. */
    JsonNode monitors(String app, String path) {
        return dashboard(app, path, question(Kind.METRICS), Severity.WARNING);
    }

    /** As above: curves of the dashboard; the inventory tells of which process none are known. */
    JsonNode metrics(String path) {
        return undocumented(path, question(Kind.METRICS));
    }

    /** Asks now what will be wanted later, and tells the answer, a missing node for a refusal. */
    JsonNode askAhead(Kind kind, String path) {
        Answered answered = Answered.of(path, question(kind), kind);
        ahead.put(path, answered);
        return answered.body();
    }

    /** How a question is put. */
    enum Kind {
        OBJECT,
        LIST,
        RELEASES,
        FOR_TOOLS,
        SLUG,
        BUILDS,
        DATA,
        SCHEDULER,
        GITHUB,
        METRICS;

        /** Whether nothing can go on without what answers it: the Platform API, but for the slug. */
        boolean needed() {
            return compareTo(SLUG) < 0;
        }
    }

    private Function<String, JsonNode> question(Kind kind) {
        return switch (kind) {
            case OBJECT, SLUG -> api::object;
            case LIST -> api::list;
            case RELEASES -> this::newest;
            case BUILDS -> path -> api.newest(path, "created_at", 10);
            case FOR_TOOLS -> api::objectForTools;
            case DATA -> path -> unlessSilent(Kind.DATA, path, api::data);
            case SCHEDULER -> path -> unlessSilent(Kind.SCHEDULER, path, api::scheduler);
            case GITHUB -> path -> unlessSilent(Kind.GITHUB, path, api::github);
            case METRICS -> path -> unlessSilent(Kind.METRICS, path, api::metrics);
        };
    }

    private JsonNode unlessSilent(Kind kind, String path, Function<String, JsonNode> question) {
        DynoliftException earlier = silent.get(kind);
        if (earlier != null) {
            throw earlier;
        }
        try {
            return question.apply(path);
        } catch (DynoliftException failure) {
            boolean everybody = failure instanceof HerokuRefusal refusal && !refusal.concernsOneResource();
            if (failure.code() == ErrorCode.NETWORK || everybody) {
                silent.put(kind, failure);
            }
            throw failure;
        }
    }

    /** Whoever is not told does not know that there is none. */
    private JsonNode dashboard(String app, String path, Function<String, JsonNode> question, Severity severity) {
        try {
            return answer(path, question);
        } catch (DynoliftException failure) {
            if (failure.code() == ErrorCode.INTERRUPTED) {
                throw failure;
            }
            if (!(failure instanceof HerokuRefusal refusal && refusal.status() == 404)) {
                find(notReadable(app, path, failure, severity));
            }
            return MissingNode.getInstance();
        }
    }

    private JsonNode undocumented(String path, Function<String, JsonNode> question) {
        try {
            return answer(path, question);
        } catch (DynoliftException failure) {
            if (failure.code() == ErrorCode.INTERRUPTED) {
                throw failure;
            }
            return MissingNode.getInstance();
        }
    }

    private JsonNode answer(String path, Function<String, JsonNode> question) {
        Answered known = ahead.remove(path);
        return known == null ? question.apply(path) : known.get();
    }

    /** An answer or a failure that waits to be wanted. */
    private record Answered(JsonNode body, @Nullable DynoliftException failure) {

        /** @throws DynoliftException when all that is still to be asked would fail as well */
        static Answered of(String path, Function<String, JsonNode> question, Kind kind) {
            try {
                return new Answered(question.apply(path), null);
            } catch (DynoliftException failure) {
                boolean one = failure instanceof HerokuRefusal refusal && refusal.concernsOneResource();
                if (failure.code() == ErrorCode.INTERRUPTED || kind.needed() && !one) {
                    throw failure;
                }
                return new Answered(MissingNode.getInstance(), failure);
            }
        }

        JsonNode get() {
            if (failure != null) {
                throw failure;
            }
            return body;
        }
    }

    private JsonNode ask(String subject, String path, Function<String, JsonNode> question, boolean optional) {
        return ask(subject, path, question, optional, true);
    }

    /** @param needed whether a failure that concerns more than this one question ends the audit */
    private JsonNode ask(
            String subject, String path, Function<String, JsonNode> question, boolean optional, boolean needed) {
        try {
            return answer(path, question);
        } catch (DynoliftException failure) {
            int status = failure instanceof HerokuRefusal refusal ? refusal.status() : 0;
            boolean one = failure instanceof HerokuRefusal refusal && refusal.concernsOneResource();
            if (failure.code() == ErrorCode.INTERRUPTED || needed && !one) {
                throw failure;
            }
            if (!(optional && (status == 404 || status == 422))) {
                find(notReadable(subject, path, failure, Severity.WARNING));
            }
            return MissingNode.getInstance();
        }
    }

    private static Finding notReadable(String subject, String path, DynoliftException failure, Severity severity) {
        String what = failure instanceof HerokuRefusal refusal
                ? refusal.status() < 300
                        ? refusal.what() + "."
                        : "Heroku did not let the audit read " + path + " (status " + refusal.status() + ")."
                : "Heroku did not answer " + path + ".";
        return new Finding(
                "not-readable",
                severity,
                subject,
                what,
                "What is there is not in the inventory, and would be missing on AWS.",
                failure.next().isEmpty() ? "Look at it in Heroku's dashboard." : failure.next(),
                path,
                Facts.API);
    }
}
