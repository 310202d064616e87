package dev.dynolift.report;

import dev.dynolift.inventory.AppDetails.Autoscaling;
import dev.dynolift.inventory.AppDetails.GithubLink;
import dev.dynolift.inventory.AppDetails.ProcessLoad;
import dev.dynolift.inventory.AppDetails.Webhook;
import dev.dynolift.inventory.Certificate;
import dev.dynolift.inventory.Domain;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.KeyValueDetails;
import dev.dynolift.inventory.KeyValueStore;
import dev.dynolift.inventory.LogDrain;
import dev.dynolift.inventory.Release;
import dev.dynolift.terminal.Numbers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The audit page's tables of what belongs to each app at Heroku beside its processes. Of people only roles are shown. */
final class AppTables {

    private static final String UNKNOWN = "unknown";
    private static final int LENGTH_OF_DATE = 10;

    private AppTables() {}

    static String around(List<HerokuApp> apps) {
        List<List<String>> rows = apps.stream()
                // Of a checkout alone none of this is known.
                .filter(app -> app.id() != null)
                .map(app -> List.of(
                        app.name(),
                        place(app),
                        app.buildpacks().isEmpty() ? detected(app) : String.join(", ", app.buildpacks()),
                        deployed(app),
                        joined(app.people(), role -> Numbers.count(role.people()) + " " + role.role()),
                        String.join(", ", app.features()),
                        listeners(app)))
                .toList();
        return AuditTables.table(
                "What belongs to each app",
                "",
                List.of("app", "where", "built by", "deployed", "people", "features", "logs and news go to"),
                rows);
    }

    static String domains(Inventory inventory) {
        List<List<String>> rows = new ArrayList<>();
        for (Domain domain : inventory.domains()) {
            if (domain.custom()) {
                String state = Objects.requireNonNullElse(domain.acmStatus(), "");
                rows.add(List.of(
                        domain.hostname(),
                        domain.app(),
                        Objects.requireNonNullElse(domain.cname(), ""),
                        state + (domain.acmReason() == null ? "" : " (" + domain.acmReason() + ")"),
                        inventory
                                .app(domain.app())
                                .map(app -> certificates(app, domain.hostname()))
                                .orElse("")));
            }
        }
        return AuditTables.table(
                "Names at Heroku",
                "",
                List.of("name", "app", "Heroku wants DNS to lead to", "renewal by Heroku", "certificate"),
                rows);
    }

    static String load(List<HerokuApp> apps) {
        List<List<String>> rows = new ArrayList<>();
        for (HerokuApp app : apps) {
            for (ProcessLoad load : app.details().load()) {
                Double requests = load.requestsPerMinute();
                rows.add(List.of(
                        app.name() + "/" + load.processType(),
                        load.memoryP95Megabytes() == null ? UNKNOWN : load.memoryP95Megabytes() + " MB",
                        load.responseP95Millis() == null ? "" : load.responseP95Millis() + " ms",
                        requests == null ? "" : Numbers.count(Math.round(requests)),
                        errors(load.errors()),
                        app.details().autoscaling().stream()
                                .filter(scaling -> scaling.processType().equals(load.processType()))
                                .map(AppTables::scaling)
                                .collect(Collectors.joining(", "))));
            }
        }
        return AuditTables.table(
                "What processes needed",
                "In the last 24 hours; memory and response are what 95 of 100 stayed below.",
                List.of("process", "memory of a dyno", "response", "requests a minute", "errors", "scales by itself"),
                rows);
    }

    static String stores(List<KeyValueStore> stores) {
        List<List<String>> rows = new ArrayList<>();
        for (KeyValueStore store : stores) {
            KeyValueDetails details = store.details();
            rows.add(List.of(
                    store.addon(),
                    or(store.version()),
                    details == null || details.usedMemory() == null
                            ? store.memoryMegabytes() == null ? UNKNOWN : "of " + store.memoryMegabytes() + " MB"
                            : details.usedMemory(),
                    or(details == null ? null : details.connections()) + " of " + or(store.connectionLimit()),
                    or(store.maxmemoryPolicy()),
                    or(details == null ? null : details.persistence()),
                    or(store.timeoutSeconds())));
        }
        return AuditTables.table(
                "Key-value stores",
                "",
                List.of("add-on", "version", "memory", "connections", "when full", "persistence", "timeout, s"),
                rows);
    }

    private static String place(HerokuApp app) {
        return Stream.of(app.generation(), app.region(), app.space() == null ? null : "space " + app.space())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String detected(HerokuApp app) {
        return app.details().image() != null ? "an image" : "what Heroku detects";
    }

    private static String deployed(HerokuApp app) {
        Release release = app.release();
        GithubLink link = app.details().github();
        List<String> words = new ArrayList<>();
        if (release != null) {
            words.add("v" + release.version() + day(release.createdAt(), " of "));
        }
        if (link != null) {
            words.add("from " + link.repository() + (link.branch() == null ? "" : ", " + link.branch())
                    + (link.automaticDeploys() ? ", by itself" : ""));
        }
        return String.join(" ", words);
    }

    private static String listeners(HerokuApp app) {
        return Stream.concat(
                        app.drains().stream().map(LogDrain::host),
                        app.details().webhooks().stream().map(Webhook::host).map(host -> host + " (webhook)"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String certificates(HerokuApp app, String host) {
        return joined(
                app.details().certificates().stream()
                        .filter(certificate -> covers(certificate, host))
                        .toList(),
                certificate -> certificate.name()
                        + day(certificate.expiresAt(), " until ")
                        + (certificate.automatic() ? "" : certificate.selfSigned() ? ", self-signed" : ", your own"));
    }

    private static boolean covers(Certificate certificate, String host) {
        return certificate.domains().stream()
                .anyMatch(name -> name.equals(host)
                        || name.startsWith("*.")
                                && host.replaceFirst("^[^.]+", "*").equals(name));
    }

    private static String scaling(Autoscaling scaling) {
        return (scaling.active() ? "" : "switched off: ") + or(scaling.minimum()) + " to " + or(scaling.maximum())
                + " dynos, below " + or(scaling.targetMillis()) + " ms";
    }

    private static String errors(@Nullable Map<String, Long> errors) {
        return errors == null
                ? UNKNOWN
                : joined(errors.entrySet(), error -> Numbers.count(error.getValue()) + " " + error.getKey());
    }

    private static String day(@Nullable Instant time, String before) {
        return time == null ? "" : before + time.toString().substring(0, LENGTH_OF_DATE);
    }

    private static <T> String joined(Iterable<T> all, Function<T, String> words) {
        List<String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(words.apply(one)));
        return String.join(", ", texts);
    }

    private static String or(@Nullable Object known) {
        return known == null ? UNKNOWN : String.valueOf(known);
    }
}
