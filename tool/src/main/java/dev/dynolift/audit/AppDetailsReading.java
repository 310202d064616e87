package dev.dynolift.audit;

import dev.dynolift.audit.DeploymentReading.Deployment;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.AppDetails.Autoscaling;
import dev.dynolift.inventory.AppDetails.DynoState;
import dev.dynolift.inventory.AppDetails.GithubLink;
import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.AppDetails.Webhook;
import dev.dynolift.inventory.Certificate;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.secret.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what stands around an app: certificates, webhooks, the link to GitHub, scaling and load. */
final class AppDetailsReading {

    private final Questions questions;
    private final LoadReading loads;

    AppDetailsReading(Questions questions, LoadReading loads) {
        this.questions = questions;
        this.loads = loads;
    }

    /** @param collaborators the answer about them, or a missing node */
    AppDetails read(
            JsonNode app,
            List<ProcessType> processes,
            Deployment deployment,
            List<Unread> unread,
            JsonNode collaborators) {
        String name = Text.of(app, "name");
        String id = Text.orNull(app, "id");
        return new AppDetails(
                certificates(name, app.path("acm").asBoolean(false)),
                webhooks(name),
                id == null ? null : github(name, id),
                deployment.slug(),
                deployment.image(),
                id == null ? List.of() : autoscaling(name, id, processes),
                id == null ? List.of() : loads.read(id, processes),
                deployment.recent(),
                app.path("internal_routing").isBoolean()
                        ? Boolean.valueOf(app.path("internal_routing").booleanValue())
                        : null,
                unread,
                BuildReading.of(questions.builds(name, builds(name)), collaborators),
                dynos(name));
    }

    static String dynosPath(String app) {
        return "/apps/" + app + "/dynos";
    }

    private @Nullable List<DynoState> dynos(String app) {
        JsonNode answer = questions.extraList(app, dynosPath(app));
        if (answer.isMissingNode()) {
            return null;
        }
        Map<String, DynoState> states = new TreeMap<>();
        for (JsonNode dyno : answer) {
            DynoState one = new DynoState(Text.of(dyno, "type"), Text.of(dyno, "state"), 1);
            states.merge(
                    one.type() + " " + one.state(),
                    one,
                    (some, more) -> new DynoState(some.type(), some.state(), some.dynos() + more.dynos()));
        }
        return List.copyOf(states.values());
    }

    private List<Certificate> certificates(String app, boolean automatic) {
        List<Certificate> certificates = new ArrayList<>();
        for (JsonNode endpoint : questions.optionalList(app, "/apps/" + app + "/sni-endpoints")) {
            JsonNode certificate = endpoint.path("ssl_cert");
            List<String> domains = new ArrayList<>();
            certificate.path("cert_domains").forEach(domain -> domains.add(domain.asString("")));
            certificates.add(new Certificate(
                    Text.of(endpoint, "name"),
                    domains,
                    DeploymentReading.instant(certificate, "expires_at"),
                    Text.orNull(certificate, "issuer"),
                    isAutomatic(certificate, automatic),
                    certificate.path("self_signed?").asBoolean(false)));
        }
        return certificates;
    }

    /** An app may have certificates of its owner's beside those that Heroku renews, which Let's Encrypt issues. */
    private static boolean isAutomatic(JsonNode certificate, boolean acm) {
        if (certificate.path("acm").isBoolean()) {
            return certificate.path("acm").booleanValue();
        }
        String issuer = Text.of(certificate, "issuer");
        return acm && (issuer.isEmpty() || issuer.contains("Let's Encrypt"));
    }

    private List<Webhook> webhooks(String app) {
        List<Webhook> webhooks = new ArrayList<>();
        for (JsonNode webhook : questions.optionalList(app, "/apps/" + app + "/webhooks")) {
            List<String> events = new ArrayList<>();
            webhook.path("include").forEach(event -> events.add(event.asString("")));
            String host = Address.host(Text.of(webhook, "url")).orElse(LogDrain.UNKNOWN);
            webhooks.add(new Webhook(host, events, Text.of(webhook, "level")));
        }
        return webhooks;
    }

    private @Nullable GithubLink github(String app, String id) {
        JsonNode link = questions.github(app, "/apps/" + id + "/github");
        String repository = Text.of(link, "repo");
        return repository.isEmpty()
                ? null
                : new GithubLink(
                        repository,
                        Text.orNull(link, "branch"),
                        link.path("auto_deploy").asBoolean(false),
                        link.path("wait_for_ci").asBoolean(false));
    }

    /** Only dynos of these sizes can scale by themselves, so nobody else need be asked. */
    static boolean mayScale(String type, String size) {
        return type.equals("web") && size.matches("(performance|private|shield|dyno)-.*");
    }

    static String builds(String app) {
        return "/apps/" + app + "/builds";
    }

    static String monitors(String id) {
        return "/apps/" + id + "/formation/web/monitors";
    }

    private List<Autoscaling> autoscaling(String app, String id, List<ProcessType> processes) {
        List<Autoscaling> scaling = new ArrayList<>();
        for (ProcessType process : processes) {
            String size = process.size();
            if (size == null || !mayScale(process.type(), size)) {
                continue;
            }
            for (JsonNode monitor : questions.monitors(app, monitors(id))) {
                if (Text.of(monitor, "action_type").equals("scale")) {
                    scaling.add(new Autoscaling(
                            process.type(),
                            monitor.path("is_active").asBoolean(true),
                            Text.whole(monitor, "min_quantity"),
                            Text.whole(monitor, "max_quantity"),
                            Text.whole(monitor, "value")));
                }
            }
        }
        return scaling;
    }
}
