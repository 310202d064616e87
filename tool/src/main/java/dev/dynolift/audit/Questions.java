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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks Heroku, and turns a refusal that concerns one resource into a finding: one app or add-on that this login may not
 * read does not end the audit. What was not answered is a missing node, on which every further look-up gives nothing.
 * Questions may be put ahead, several at once; only that is thread-safe.
 */
final class Questions {

    private final HerokuApi api;
    private final List<Finding> findings = new ArrayList<>();
    /** What was asked ahead, until somebody wants to know it. */
    private final Map<String, Answered> ahead = new ConcurrentHashMap<>();

    private final Set<Kind> silent = ConcurrentHashMap.newKeySet();

    Questions(HerokuApi api) {
        this.api = api;
    }

    /** What had to be said so far. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    void find(Finding finding) {
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

    void findUnreadable(String app, HerokuRefusal refusal) {
        find(notReadable(app, "/apps/" + app, refusal));
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

    /** A list that need not be there. */
    JsonNode optionalList(String subject, String path) {
        return ask(subject, path, api::list, true);
    }

    /** The variant of the API that tells which settings are masked; not every login may use it. */
    JsonNode forTools(String subject, String path) {
        return ask(subject, path, api::objectForTools, true);
    }

    JsonNode data(String subject, String path) {
        return ask(subject, path, api::data, false);
    }

    JsonNode optionalData(String subject, String path) {
        return ask(subject, path, api::data, true);
    }

    /** Undocumented, so that any failure is the same as no answer; the caller says so. */
    JsonNode scheduler(String path) {
        return undocumented(path, question(Kind.SCHEDULER));
    }

    /** As above: where an app's code comes from. */
    JsonNode github(String path) {
        return undocumented(path, question(Kind.GITHUB));
    }

    /** As above: curves of the dashboard. */
    JsonNode metrics(String path) {
        return undocumented(path, question(Kind.METRICS));
    }

    /** Asks now what will be wanted later, and tells the answer, a missing node for a refusal. */
    JsonNode askAhead(Kind kind, String path) {
        Answered answered = Answered.of(path, question(kind));
        ahead.put(path, answered);
        return answered.body();
    }

    /** How a question is put. */
    enum Kind {
        OBJECT,
        LIST,
        RELEASES,
        FOR_TOOLS,
        DATA,
        SCHEDULER,
        GITHUB,
        METRICS
    }

    private Function<String, JsonNode> question(Kind kind) {
        return switch (kind) {
            case OBJECT -> api::object;
            case LIST -> api::list;
            case RELEASES -> this::newest;
            case FOR_TOOLS -> api::objectForTools;
            case DATA -> api::data;
            case SCHEDULER -> path -> unlessSilent(Kind.SCHEDULER, path, api::scheduler);
            case GITHUB -> path -> unlessSilent(Kind.GITHUB, path, api::github);
            case METRICS -> path -> unlessSilent(Kind.METRICS, path, api::metrics);
        };
    }

    /** A host that did not answer is not asked for each app again: a firewall may be in the way. */
    private JsonNode unlessSilent(Kind kind, String path, Function<String, JsonNode> question) {
        if (silent.contains(kind)) {
            return MissingNode.getInstance();
        }
        try {
            return question.apply(path);
        } catch (DynoliftException failure) {
            if (failure.code() == ErrorCode.NETWORK) {
                silent.add(kind);
            }
            throw failure;
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

        static Answered of(String path, Function<String, JsonNode> question) {
            try {
                return new Answered(question.apply(path), null);
            } catch (HerokuRefusal refusal) {
                return new Answered(MissingNode.getInstance(), refusal);
            } catch (DynoliftException failure) {
                if (failure.code() == ErrorCode.INTERRUPTED) {
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
        try {
            return answer(path, question);
        } catch (HerokuRefusal refusal) {
            if (!refusal.concernsOneResource()) {
                throw refusal;
            }
            if (!(optional && (refusal.status() == 404 || refusal.status() == 406 || refusal.status() == 422))) {
                find(notReadable(subject, path, refusal));
            }
            return MissingNode.getInstance();
        }
    }

    private static Finding notReadable(String subject, String path, HerokuRefusal refusal) {
        return new Finding(
                "not-readable",
                Severity.WARNING,
                subject,
                "Heroku did not let the audit read " + path + " (status " + refusal.status() + ").",
                "What is there is not in the inventory, and would be missing on AWS.",
                refusal.next().isEmpty() ? "Look at it in Heroku's dashboard." : refusal.next(),
                path,
                Facts.API);
    }
}
