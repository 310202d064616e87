package dev.dynolift.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code heroku.yml} says: how Heroku builds images and runs them.
 *
 * @param addons as written: "heroku-postgresql:standard-0"
 * @param settings names that it sets when an app is created
 * @param images process type to Dockerfile
 * @param recipes Dockerfile to what it makes; without those that are not there
 * @param buildSettings names of build arguments
 * @param releaseCommand null when there is none
 * @param run process type to command; a type without an entry runs its image's own command
 */
public record HerokuManifest(
        List<String> addons,
        List<String> settings,
        Map<String, String> images,
        Map<String, ImageRecipe> recipes,
        List<String> buildSettings,
        @Nullable String releaseCommand,
        Map<String, String> run) {

    public HerokuManifest {
        addons = List.copyOf(addons);
        settings = List.copyOf(settings);
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        // A file that an older dynolift wrote has none.
        recipes = recipes == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(recipes));
        buildSettings = List.copyOf(buildSettings);
        run = Collections.unmodifiableMap(new LinkedHashMap<>(run));
    }

    /** The Dockerfile of the web process, or else the first; empty when an image is built elsewhere. */
    public Optional<String> dockerfile() {
        return Optional.ofNullable(images.get("web"))
                .or(() -> images.values().stream().findFirst());
    }

    /** What a process type runs without a line of its own: its image's CMD; empty when the Dockerfile has none. */
    public String commandOf(String type) {
        ImageRecipe recipe = recipes.get(images.get(type));
        return recipe == null || recipe.command() == null ? "" : recipe.command();
    }
}
