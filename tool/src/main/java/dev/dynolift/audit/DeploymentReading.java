package dev.dynolift.audit;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Release;
import dev.dynolift.secret.CommandSecrets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads what is deployed: the releases, and the slug or the image of the one that runs. */
final class DeploymentReading {

    private final Questions questions;

    DeploymentReading(Questions questions) {
        this.questions = questions;
    }

    /**
     * What is deployed.
     *
     * @param release null before the first release
     * @param processTypes name to command, the release phase too; the truth, whatever the Procfile in git says
     */
    record Deployment(
            @Nullable Release release,
            List<Release> recent,
            AppDetails.@Nullable Slug slug,
            AppDetails.@Nullable Image image,
            Map<String, String> processTypes,
            boolean newestFailed) {}

    Deployment read(String app) {
        JsonNode releases = questions.newestReleases(app, "/apps/" + app + "/releases");
        JsonNode current = current(releases);
        String slugId = Text.of(current, "slug.id");
        String imageId = Text.of(current, "oci_image.id");
        JsonNode slug =
                slugId.isEmpty() ? MissingNode.getInstance() : questions.slug(app, "/apps/" + app + "/slugs/" + slugId);
        JsonNode answer = imageId.isEmpty() || !slugId.isEmpty()
                ? MissingNode.getInstance()
                : questions.slug(app, "/apps/" + app + "/oci-images/" + imageId);
        // Heroku's schema promises a list, of one.
        JsonNode image = answer.isArray() ? answer.path(0) : answer;
        Map<String, String> processTypes = new LinkedHashMap<>();
        JsonNode types = (slug.isMissingNode() ? image : slug).path("process_types");
        types.properties()
                .forEach(type -> processTypes.put(
                        type.getKey(),
                        CommandSecrets.masked(
                                type.getValue().isObject()
                                        ? imageCommand(type.getValue().path("command"))
                                        : type.getValue().asString(""))));
        List<Release> recent = new ArrayList<>();
        for (JsonNode release : releases) {
            String commit = release.equals(current) ? commit(slug, image) : null;
            Release read = release(release, commit);
            if (read != null) {
                recent.add(read);
            }
        }
        boolean failed = releases.path(0).path("status").asString("").equals("failed");
        return new Deployment(
                release(current, commit(slug, image)), recent, slug(slug), image(image), processTypes, failed);
    }

    /** The running one of the newest releases; the newest when none says that it runs. */
    static JsonNode current(JsonNode releases) {
        for (JsonNode release : releases) {
            if (release.path("current").asBoolean(false)) {
                return release;
            }
        }
        return releases.path(0);
    }

    /** An image's command is one line, or a list of words. */
    private static String imageCommand(JsonNode command) {
        if (!command.isArray()) {
            return command.asString("");
        }
        List<String> words = new ArrayList<>();
        command.forEach(word -> words.add(word.asString("")));
        // Images wrap a Procfile's line: bash -c "the line".
        return words.size() == 3 && words.get(0).endsWith("sh") && words.get(1).startsWith("-")
                ? words.get(2)
                : String.join(" ", words);
    }

    private static @Nullable String commit(JsonNode slug, JsonNode image) {
        return Text.orNull(slug.isMissingNode() ? image : slug, "commit");
    }

    private static @Nullable Release release(JsonNode release, @Nullable String commit) {
        Integer version = Text.whole(release, "version");
        String description = Text.orNull(release, "description");
        return version == null
                ? null
                : new Release(
                        version,
                        commit,
                        instant(release, "created_at"),
                        // Whoever deploys by the API writes there what they like.
                        description == null ? null : CommandSecrets.masked(description));
    }

    private static AppDetails.@Nullable Slug slug(JsonNode slug) {
        String id = Text.of(slug, "id");
        return id.isEmpty()
                ? null
                : new AppDetails.Slug(
                        id,
                        Text.orNull(slug, "commit"),
                        Text.number(slug.path("size")),
                        Text.orNull(slug, "stack.name"),
                        Text.orNull(slug, "buildpack_provided_description"),
                        null);
    }

    private static AppDetails.@Nullable Image image(JsonNode image) {
        String id = Text.of(image, "id");
        return id.isEmpty()
                ? null
                : new AppDetails.Image(
                        id,
                        Text.orNull(image, "commit"),
                        Text.orNull(image, "digest"),
                        Text.orNull(image, "architecture"));
    }

    /** A time; null when there is none that can be read. */
    static @Nullable Instant instant(JsonNode json, String path) {
        try {
            return Instant.parse(Text.of(json, path));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
