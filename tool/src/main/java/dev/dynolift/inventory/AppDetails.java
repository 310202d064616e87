package dev.dynolift.inventory;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands around an app at Heroku: who is told, where code comes from, how it scales and what load it has.
 *
 * @param github null when no repository is linked, or that could not be read
 * @param slug null when none is deployed: before the first release, or an image runs
 * @param load one for each process type that has dynos; empty when Heroku gave no metrics
 * @param releases the newest first, the current one among them
 * @param webhooks where Heroku sends news about the app
 * @param internalRouting whether only the app's private space reaches it; null when unknown
 * @param unread what Heroku did not show: its emptiness in the inventory says nothing
 * @param builds null when nobody could read them
 * @param dynos what ran when Heroku was asked, one-off dynos too; null when that could not be read
 */
public record AppDetails(
        List<Certificate> certificates,
        List<Webhook> webhooks,
        @Nullable GithubLink github,
        @Nullable Slug slug,
        @Nullable Image image,
        List<Autoscaling> autoscaling,
        List<ProcessLoad> load,
        List<Release> releases,
        @Nullable Boolean internalRouting,
        List<Unread> unread,
        @Nullable Builds builds,
        @Nullable List<DynoState> dynos) {

    /** Nothing is known. */
    public static final AppDetails NONE = new AppDetails(
            List.of(), List.of(), null, null, null, List.of(), List.of(), List.of(), null, List.of(), null, null);

    public AppDetails {
        certificates = copy(certificates);
        webhooks = copy(webhooks);
        autoscaling = copy(autoscaling);
        load = copy(load);
        releases = copy(releases);
        unread = copy(unread);
        dynos = dynos == null ? null : List.copyOf(dynos);
    }

    /** What an app cannot be moved without knowing. */
    public enum Unread {
        /** How many dynos of which size run. */
        FORMATION,
        SETTINGS,
        /** Add-ons or what is attached, databases among them. */
        ADDONS
    }

    /** The same with another slug. */
    public AppDetails withSlug(Slug other) {
        return new AppDetails(
                certificates,
                webhooks,
                github,
                other,
                image,
                autoscaling,
                load,
                releases,
                internalRouting,
                unread,
                builds,
                dynos);
    }

    /** The same without what Heroku did not show. */
    public AppDetails withUnread(List<Unread> others) {
        return new AppDetails(
                certificates,
                webhooks,
                github,
                slug,
                image,
                autoscaling,
                load,
                releases,
                internalRouting,
                others,
                builds,
                dynos);
    }

    /**
     * Dynos of one type that are in the same state.
     *
     * @param type of the formation, or "run", "scheduler", "release"
     * @param state "up", "crashed", "idle" …
     */
    public record DynoState(String type, String state, int dynos) {}

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * Where Heroku sends news about the app.
     *
     * @param host without path and query, which often hold a token
     * @param events "api:release" …
     * @param level "notify" tries once, "sync" until it is taken
     */
    public record Webhook(String host, List<String> events, String level) {

        public Webhook {
            events = List.copyOf(events);
        }
    }

    /**
     * The GitHub repository that the app is deployed from.
     *
     * @param repository "owner/name"
     * @param branch that is deployed by itself; null when none is
     */
    public record GithubLink(
            String repository, @Nullable String branch, boolean automaticDeploys, boolean waitsForChecks) {}

    /**
     * What buildpacks made of the code.
     *
     * @param sizeBytes packed
     * @param builtBy "Ruby", as the buildpack calls itself
     * @param configFiles paths in the slug that look like configuration or keys; null when nobody looked into it
     * @param closed true when somebody tried to look into it, and could not; null when nobody says so
     */
    public record Slug(
            String id,
            @Nullable String commit,
            @Nullable Long sizeBytes,
            @Nullable String stack,
            @Nullable String builtBy,
            @Nullable List<String> configFiles,
            @Nullable Boolean closed) {

        public Slug {
            configFiles = configFiles == null ? null : List.copyOf(configFiles);
        }

        /** A slug that nobody has tried to look into, or that was looked into. */
        public Slug(
                String id,
                @Nullable String commit,
                @Nullable Long sizeBytes,
                @Nullable String stack,
                @Nullable String builtBy,
                @Nullable List<String> configFiles) {
            this(id, commit, sizeBytes, stack, builtBy, configFiles, null);
        }

        /** The same slug, looked into. */
        public Slug withConfigFiles(List<String> found) {
            return new Slug(id, commit, sizeBytes, stack, builtBy, found);
        }

        /** The same slug, which did not open. */
        public Slug thatIsClosed() {
            return new Slug(id, commit, sizeBytes, stack, builtBy, null, true);
        }
    }

    /** The container image that runs in place of a slug. */
    public record Image(
            String id,
            @Nullable String commit,
            @Nullable String digest,
            @Nullable String architecture) {}

    /**
     * Heroku's own scaling of a process type by response times.
     *
     * @param targetMillis the 95th percentile that it keeps below
     */
    public record Autoscaling(
            String processType,
            boolean active,
            @Nullable Integer minimum,
            @Nullable Integer maximum,
            @Nullable Integer targetMillis) {}

    /**
     * What a process type really needed.
     *
     * @param hours the time that this covers, until the audit
     * @param memoryP95Megabytes of a dyno; null when Heroku does not tell
     * @param requestsPerMinute the mean; null for other types than web, and when unknown
     * @param errors how often Heroku logged which error: "R14", "H12"; null when unknown
     */
    public record ProcessLoad(
            String processType,
            int hours,
            @Nullable Integer memoryP95Megabytes,
            @Nullable Integer responseP95Millis,
            @Nullable Double requestsPerMinute,
            @Nullable Map<String, Long> errors) {

        public ProcessLoad {
            errors = errors == null ? null : new TreeMap<>(errors);
        }
    }
}
