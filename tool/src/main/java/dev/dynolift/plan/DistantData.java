package dev.dynolift.plan;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import java.util.ArrayList;
import java.util.List;

/** Data that apps of another environment are attached to: at Heroku they reach it, on AWS no environment reaches another. */
public final class DistantData {

    private static final String WHY =
            "Environments are not connected, so on AWS it will not reach them: on the first day it finds no server there.";

    private DistantData() {}

    /** One finding for each use of data from outside its environment. */
    static List<Finding> findings(MigrationPlan plan) {
        List<Finding> findings = new ArrayList<>();
        for (EnvironmentPlan environment : plan.environments()) {
            for (DataPlan data : plan.dataIn(environment.name())) {
                data.attachments().stream()
                        .map(AttachmentPlan::app)
                        .distinct()
                        .flatMap(name ->
                                plan.apps().stream().filter(app -> app.name().equals(name)))
                        .filter(app -> !app.environment().value().equals(environment.name()))
                        .forEach(app -> findings.add(finding(app, data)));
            }
        }
        return findings;
    }

    /** The same about one environment's data, as sentences. */
    public static List<String> notes(MigrationPlan plan, String environment) {
        List<String> names =
                plan.dataIn(environment).stream().map(DistantData::place).toList();
        return findings(plan).stream()
                .filter(finding -> names.contains(
                        finding.subject().substring(finding.subject().indexOf(' ') + 1)))
                .map(finding -> finding.what() + " " + finding.why() + " " + finding.next())
                .toList();
    }

    private static Finding finding(AppPlan app, DataPlan data) {
        String theirs = data.environment().value();
        String own = app.environment().value();
        return new Finding(
                "data-in-another-environment",
                Severity.WARNING,
                app.name() + " " + place(data),
                app.name() + " (" + own + ") uses " + data.described() + ", which is in " + theirs + ".",
                WHY,
                "Attach " + app.name() + " to data of its own (at Heroku, or by `attachments` of what " + own
                        + " has), or write the same `environment` for both, so that they move together.",
                "plan");
    }

    private static String place(DataPlan data) {
        return data.list() + "." + data.name();
    }
}
