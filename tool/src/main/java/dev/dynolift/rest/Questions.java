package dev.dynolift.rest;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Turns refusals into findings, so that nothing that a vendor refuses ends an audit. After a refusal that spoils all,
 * such as a bad login, nothing more is asked. Not thread-safe.
 */
public final class Questions {

    private final String vendor;
    private final List<Finding> findings = new ArrayList<>();
    private boolean spoiled;

    public Questions(String vendor) {
        this.vendor = vendor;
    }

    /** What had to be said so far. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The answer; a missing node, on which every further look-up gives nothing, when there is none. */
    public JsonNode ask(String path, Supplier<JsonNode> question) {
        if (spoiled) {
            return MissingNode.getInstance();
        }
        try {
            return question.get();
        } catch (Refusal refusal) {
            spoiled = refusal.spoilsAll();
            findings.add(new Finding(
                    "not-readable",
                    Severity.WARNING,
                    vendor,
                    sentence(refusal.what()),
                    spoiled
                            ? "Nothing more was asked there; what is there is not in the inventory."
                            : "What is there is not in the inventory.",
                    refusal.next(),
                    path));
            return MissingNode.getInstance();
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }
}
