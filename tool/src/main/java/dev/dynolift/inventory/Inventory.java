package dev.dynolift.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that the audit found: the content of {@code inventory.json}. Lists are there even when empty. Immutable.
 *
 * @param source where the facts came from: "https://api.heroku.com", "repository only"
 * @param addons every add-on that is neither a database nor a key-value store of Heroku's own
 * @param findings the most severe first
 * @param spaces the private spaces that the apps run in
 * @param surroundings what stands around the apps
 * @param payers who pays for the apps, and what; empty when Heroku was not asked
 */
public record Inventory(
        int schemaVersion,
        Instant auditedAt,
        String source,
        List<HerokuApp> apps,
        List<Database> databases,
        List<KeyValueStore> keyValueStores,
        List<Addon> addons,
        List<Domain> domains,
        List<Pipeline> pipelines,
        List<Finding> findings,
        List<Space> spaces,
        Surroundings surroundings,
        List<Payer> payers) {

    /** The version of the format that this program writes. */
    public static final int SCHEMA_VERSION = 1;

    private static final Pattern THIS_MACHINE =
            Pattern.compile("https?://(127\\.\\d+\\.\\d+\\.\\d+|localhost|\\[::1\\])(:\\d+)?(/.*)?");

    public Inventory {
        apps = List.copyOf(apps);
        databases = List.copyOf(databases);
        keyValueStores = List.copyOf(keyValueStores);
        addons = List.copyOf(addons);
        domains = List.copyOf(domains);
        pipelines = List.copyOf(pipelines);
        findings = List.copyOf(findings);
        spaces = spaces == null ? List.of() : List.copyOf(spaces);
        // A file of before there were any.
        surroundings = Objects.requireNonNullElse(surroundings, Surroundings.NONE);
        payers = payers == null ? List.of() : List.copyOf(payers);
    }

    /** An inventory without private spaces and payers, and with nothing around it. */
    public Inventory(
            int schemaVersion,
            Instant auditedAt,
            String source,
            List<HerokuApp> apps,
            List<Database> databases,
            List<KeyValueStore> keyValueStores,
            List<Addon> addons,
            List<Domain> domains,
            List<Pipeline> pipelines,
            List<Finding> findings) {
        this(
                schemaVersion,
                auditedAt,
                source,
                apps,
                databases,
                keyValueStores,
                addons,
                domains,
                pipelines,
                findings,
                List.of(),
                Surroundings.NONE,
                List.of());
    }

    /** The same with other apps. */
    public Inventory withApps(List<HerokuApp> others) {
        return new Inventory(
                schemaVersion,
                auditedAt,
                source,
                others,
                databases,
                keyValueStores,
                addons,
                domains,
                pipelines,
                findings,
                spaces,
                surroundings,
                payers);
    }

    /** The same with other findings. */
    public Inventory withFindings(List<Finding> others) {
        return new Inventory(
                schemaVersion,
                auditedAt,
                source,
                apps,
                databases,
                keyValueStores,
                addons,
                domains,
                pipelines,
                others,
                spaces,
                surroundings,
                payers);
    }

    /** The same with what stands around it. */
    public Inventory withSurroundings(Surroundings found) {
        return new Inventory(
                schemaVersion,
                auditedAt,
                source,
                apps,
                databases,
                keyValueStores,
                addons,
                domains,
                pipelines,
                findings,
                spaces,
                found,
                payers);
    }

    /** Whether it was made from recorded answers, which this machine gives, and not by Heroku itself. */
    public boolean isReplayed() {
        return THIS_MACHINE.matcher(source).matches();
    }

    /** The app of that name. */
    public Optional<HerokuApp> app(String name) {
        return apps.stream().filter(app -> app.name().equals(name)).findFirst();
    }

    /** The findings of one severity, in their order. */
    public List<Finding> findings(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }
}
