package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Pipeline;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What domains, routing, logs and pipelines need. */
final class TrafficRules {

    private TrafficRules() {}

    static void check(Inventory inventory, Consumer<Finding> findings) {
        inventory.domains().forEach(domain -> domain(inventory, domain, findings));
        inventory.apps().forEach(app -> app(app, findings));
        inventory.pipelines().forEach(pipeline -> pipeline(inventory, pipeline, findings));
    }

    private static void domain(Inventory inventory, Domain domain, Consumer<Finding> findings) {
        String source = "/apps/" + domain.app() + "/domains";
        String subject = domain.app() + " " + domain.hostname();
        String status = domain.acmStatus() == null ? "" : domain.acmStatus().toLowerCase(Locale.ROOT);
        boolean acm = inventory.app(domain.app()).map(HerokuApp::acm).orElse(false);
        if (!domain.custom()) {
            findings.accept(new Finding(
                    "heroku-domain",
                    INFO,
                    subject,
                    "The app answers at " + domain.hostname() + ", too.",
                    "That name belongs to Heroku and ends with the app.",
                    "Look for it in webhooks, OAuth callbacks and mails, and use a domain of your own there.",
                    source));
        } else if (status.contains("fail")) {
            findings.accept(new Finding(
                    "certificate-failing",
                    WARNING,
                    subject,
                    "Heroku could not renew the certificate: " + status + ".",
                    "The domain's DNS does not point to Heroku, or points elsewhere first.",
                    "Find out where it points to before the cutover changes it.",
                    source));
        } else if (acm) {
            findings.accept(new Finding(
                    "certificate-by-heroku",
                    INFO,
                    subject,
                    "Heroku makes and renews the certificate of " + domain.hostname() + ".",
                    "It cannot be taken along; AWS issues one of its own once DNS proves that the domain is yours.",
                    "Create the validation record early: the certificate has to be there before traffic is switched.",
                    source));
        }
    }

    private static void app(HerokuApp app, Consumer<Finding> findings) {
        String path = "/apps/" + app.name();
        if (app.features().contains("http-session-affinity")) {
            findings.accept(new Finding(
                    "session-affinity",
                    WARNING,
                    app.name(),
                    "Heroku sends each visitor to the same dyno.",
                    "An app that relies on it fails behind a load balancer that does not.",
                    "Switch stickiness on at the load balancer.",
                    path + "/features"));
        }
        if (!app.drains().isEmpty()) {
            findings.accept(new Finding(
                    "log-drains",
                    INFO,
                    app.name(),
                    "Log lines are sent to "
                            + app.drains().stream()
                                    .map(drain -> drain.host())
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "Logs go to CloudWatch on AWS; nothing forwards them by itself.",
                    "Add a subscription to the log groups when somebody reads them there.",
                    path + "/log-drains"));
        }
        if (app.space() != null) {
            findings.accept(new Finding(
                    "private-space",
                    WARNING,
                    app.name(),
                    "The app runs in the private space " + app.space() + ".",
                    "Its trusted addresses, peerings and outbound addresses are not part of the inventory.",
                    "Write them down with `heroku spaces:info`, `trusted-ips` and `outbound-rules`.",
                    path));
        }
    }

    private static void pipeline(Inventory inventory, Pipeline pipeline, Consumer<Finding> findings) {
        List<String> missing = pipeline.stages().stream()
                .filter(stage -> inventory.app(stage.app()).isEmpty())
                .map(stage -> stage.app() + " (" + stage.stage() + ")")
                .toList();
        if (!missing.isEmpty()) {
            findings.accept(new Finding(
                    "pipeline-app-not-audited",
                    INFO,
                    "pipeline " + pipeline.name(),
                    "The pipeline has apps that were not audited: " + String.join(", ", missing) + ".",
                    "They would stay at Heroku.",
                    "Name them in the audit, too, when they are to move.",
                    "/pipelines/" + pipeline.id() + "/pipeline-couplings"));
        }
        if (Boolean.TRUE.equals(pipeline.reviewApps())) {
            findings.accept(new Finding(
                    "review-apps",
                    INFO,
                    "pipeline " + pipeline.name(),
                    "Pull requests get review apps.",
                    "dynolift makes no counterpart of them.",
                    "Keep them at Heroku for a while, or add previews to the pipeline on AWS.",
                    "/pipelines/" + pipeline.id() + "/review-app-config"));
        }
    }
}
