package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import java.util.Map;
import java.util.stream.Stream;

/** A command that is deployed and stands otherwise in the checkout. */
final class ProcfileDiffers extends AppRule {

    ProcfileDiffers() {
        super("procfile-differs", WARNING, "b9");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        if (app.repository() == null) {
            return Stream.empty();
        }
        String commit = app.release() == null ? null : app.release().commit();
        return app.repository().procfile().entrySet().stream()
                .filter(entry -> app.process(entry.getKey())
                        .filter(process -> differs(process, entry.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .map(type -> finding(
                        app.name() + "/" + type,
                        "The deployed command of " + type + " is not the one in the Procfile.",
                        "The checkout is not what runs at Heroku; the deployed command is taken.",
                        "Check out the commit that is deployed" + (commit == null ? "." : ": " + commit + "."),
                        "Procfile"));
    }

    private static boolean differs(ProcessType process, String written) {
        return !process.source().equals("Procfile")
                && !process.command().isEmpty()
                && !process.command().strip().equals(written.strip());
    }
}
