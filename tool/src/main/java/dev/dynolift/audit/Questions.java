package dev.dynolift.audit;

import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Asks Heroku, and turns a refusal that concerns one resource into a finding: one app or add-on that this login may not
 * read does not end the audit. What was not answered is a missing node, on which every further look-up gives nothing.
 * Not thread-safe.
 */
final class Questions {

    private final HerokuApi api;
    private final List<Finding> findings = new ArrayList<>();

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

    JsonNode object(String subject, String path) {
        return ask(subject, path, api::object, false);
    }

    JsonNode list(String subject, String path) {
        return ask(subject, path, api::list, false);
    }

    JsonNode newestReleases(String subject, String path) {
        return ask(subject, path, asked -> api.newest(asked, "version", 10), false);
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
        try {
            return api.scheduler(path);
        } catch (HerokuRefusal refusal) {
            return MissingNode.getInstance();
        }
    }

    private JsonNode ask(String subject, String path, Function<String, JsonNode> question, boolean optional) {
        try {
            return question.apply(path);
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
                path);
    }
}
