package dev.dynolift.repository;

import dev.dynolift.inventory.HerokuManifest;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.secret.CommandSecrets;
import dev.dynolift.yaml.ForeignDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads heroku.yml; what is of no known shape is left out. */
final class HerokuYml {

    private HerokuYml() {}

    static @Nullable HerokuManifest read(String text, Checkout problems) {
        Optional<ForeignDocument> document = ForeignDocument.read("heroku.yml", text);
        if (document.isEmpty()) {
            problems.find("heroku.yml", "is no YAML", "It was not read.");
            return null;
        }
        if (!(document.get().content() instanceof Map<?, ?> root)) {
            problems.find("heroku.yml", "is no mapping of keys to values", "It was not read.");
            return null;
        }
        Map<String, String> run = new LinkedHashMap<>();
        map(root, "run").forEach((type, value) -> put(run, type, command(value)));
        Map<String, String> images = new LinkedHashMap<>();
        map(map(root, "build"), "docker").forEach((type, value) -> {
            String file = text(value);
            put(images, type, file == null ? null : file.replaceFirst("^(\\./)+", ""));
        });
        Map<String, ImageRecipe> recipes = new LinkedHashMap<>();
        images.values().stream()
                .distinct()
                .filter(file -> file.matches("[\\w./-]{1,200}"))
                .forEach(file -> dockerfile(file, problems, recipes));
        List<String> addons = new ArrayList<>();
        if (map(root, "setup").get("addons") instanceof List<?> items) {
            for (Object item : items) {
                String plan = text(item instanceof Map<?, ?> addon ? addon.get("plan") : item);
                if (plan != null) {
                    addons.add(plan);
                }
            }
        }
        return new HerokuManifest(
                addons,
                names(map(map(root, "setup"), "config")),
                images,
                recipes,
                names(map(map(root, "build"), "config")),
                command(root.get("release")),
                run);
    }

    private static void dockerfile(String file, Checkout checkout, Map<String, ImageRecipe> recipes) {
        if (!checkout.has(file)) {
            checkout.find(
                    "heroku.yml",
                    "names " + file + ", which is not there",
                    "Without it nothing can be built, at Heroku or elsewhere.");
            return;
        }
        // Heroku builds in the Dockerfile's own folder.
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        checkout.searchable(file)
                .map(text -> DockerfileReading.read(file, text, checkout.has(folder + ".dockerignore"), checkout))
                .ifPresent(recipe -> recipes.put(file, recipe));
    }

    /** A text, a list of texts, or either under {@code command}. */
    private static @Nullable String command(@Nullable Object value) {
        Object command = value instanceof Map<?, ?> map ? map.get("command") : value;
        if (command instanceof List<?> lines) {
            List<String> parts = lines.stream()
                    .map(HerokuYml::text)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            return parts.isEmpty() ? null : CommandSecrets.masked(String.join(" && ", parts));
        }
        String line = text(command);
        return line == null ? null : CommandSecrets.masked(line);
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return parent.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> names(Map<?, ?> map) {
        return map.keySet().stream().map(String::valueOf).toList();
    }

    private static void put(Map<String, String> into, Object key, @Nullable String value) {
        if (value != null) {
            into.put(String.valueOf(key), value);
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number ? String.valueOf(value) : null;
    }
}
