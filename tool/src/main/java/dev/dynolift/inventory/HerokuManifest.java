package dev.dynolift.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code heroku.yml} says: how Heroku builds images and runs them.
 *
 * @param addons as written: "heroku-postgresql:standard-0"
 * @param settings names that it sets when an app is created
 * @param images process type to Dockerfile
 * @param buildSettings names of build arguments
 * @param releaseCommand null when there is none
 * @param run process type to command; a type without an entry runs its image's own command
 */
public record HerokuManifest(
        List<String> addons,
        List<String> settings,
        Map<String, String> images,
        List<String> buildSettings,
        @Nullable String releaseCommand,
        Map<String, String> run) {

    public HerokuManifest {
        addons = List.copyOf(addons);
        settings = List.copyOf(settings);
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        buildSettings = List.copyOf(buildSettings);
        run = Collections.unmodifiableMap(new LinkedHashMap<>(run));
    }
}
