package dev.dynolift.repository;

import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.secret.Address;
import dev.dynolift.secret.CommandSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads app.json in every shape that real repositories have; what is of no known shape is left out. */
final class Manifest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Manifest() {}

    /** The keys of Heroku's own schema: https://devcenter.heroku.com/articles/app-json-schema. */
    private static final Set<String> KEYS = Set.of(
            "$schema",
            "name",
            "description",
            "keywords",
            "website",
            "repository",
            "logo",
            "success_url",
            "scripts",
            "env",
            "formation",
            "addons",
            "buildpacks",
            "environments",
            "stack",
            "image");

    static @Nullable AppJson read(String text, Checkout problems) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException | StackOverflowError e) {
            problems.find("app.json", "is no JSON", "It was not read.");
            return null;
        }
        if (!json.isObject()) {
            problems.find("app.json", "is no JSON object", "It was not read.");
            return null;
        }
        shape(json, problems);
        return new AppJson(
                text(json.path("name")),
                text(json.path("stack")),
                new ArrayList<>(json.path("env").propertyNames()),
                named(json.path("addons"), "plan"),
                buildpacks(json),
                formation(json.path("formation")),
                scripts(json.path("scripts")),
                addonOptions(json.path("addons")),
                names(
                        json.path("env"),
                        setting -> setting.path("required").isBoolean()
                                && !setting.path("required").booleanValue()
                                && value(setting) == null
                                && !isGenerated(setting)),
                names(json.path("env"), Manifest::isGenerated));
    }

    /** The values that app.json gives these settings. */
    static Map<String, String> values(String text, Set<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            JsonNode settings = JSON.readTree(text).path("env");
            for (String name : names) {
                String value = value(settings.path(name));
                if (value != null) {
                    values.put(name, value);
                }
            }
        } catch (JacksonException | StackOverflowError e) {
            // That it is no JSON is told where the whole file is read.
            return Map.of();
        }
        return values;
    }

    /** Tells what Heroku's schema would refuse; Heroku itself takes much of it. */
    private static void shape(JsonNode json, Checkout problems) {
        List<String> unknown =
                json.propertyNames().stream().filter(key -> !KEYS.contains(key)).toList();
        if (!unknown.isEmpty()) {
            problems.find(
                    "app.json",
                    "has " + (unknown.size() == 1 ? "a key" : unknown.size() + " keys") + " that Heroku does not know",
                    "Heroku passes them over: " + String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
                            + ".");
        }
        expect(json, "env", json.path("env").isObject(), problems);
        expect(json, "addons", json.path("addons").isArray(), problems);
        expect(json, "buildpacks", json.path("buildpacks").isArray(), problems);
        expect(json, "scripts", json.path("scripts").isObject(), problems);
        JsonNode formation = json.path("formation");
        expect(json, "formation", formation.isObject() || formation.isArray(), problems);
    }

    private static void expect(JsonNode json, String key, boolean holds, Checkout problems) {
        if (json.has(key) && !holds) {
            problems.find("app.json", "has " + key + " in no shape that Heroku knows", "It was passed over.");
        }
    }

    /** Before app.json had a list of them, a setting named the one buildpack. */
    private static List<String> buildpacks(JsonNode json) {
        List<String> listed = named(json.path("buildpacks"), "url");
        String single = value(json.path("env").path("BUILDPACK_URL"));
        return (listed.isEmpty() && single != null ? List.of(single) : listed)
                .stream().map(Address::withoutLogin).toList();
    }

    private static List<String> names(JsonNode settings, Predicate<JsonNode> kind) {
        return settings.properties().stream()
                .filter(setting -> kind.test(setting.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isGenerated(JsonNode setting) {
        return "secret".equals(text(setting.path("generator")));
    }

    /** A setting's value: a text, or an object with it. */
    private static @Nullable String value(JsonNode setting) {
        return text(setting.isObject() ? setting.path("value") : setting);
    }

    /** Elements are texts or objects with the text under a name. */
    private static List<String> named(JsonNode list, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list.isArray() ? list : JSON.createArrayNode()) {
            String text = text(element.isObject() ? element.path(field) : element);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** {@code {"web": {"quantity": 1}}} or {@code [{"process": "web", "quantity": 1}]}. */
    private static Map<String, AppJson.Formation> formation(JsonNode json) {
        Map<String, AppJson.Formation> formation = new LinkedHashMap<>();
        if (json.isArray()) {
            for (JsonNode element : json) {
                String type = text(element.path("process"));
                if (type != null) {
                    formation.put(type, dynos(element));
                }
            }
        } else {
            json.properties().forEach(entry -> formation.put(entry.getKey(), dynos(entry.getValue())));
        }
        return formation;
    }

    private static AppJson.Formation dynos(JsonNode json) {
        JsonNode quantity = json.path("quantity");
        String written = quantity.asString("");
        Integer number = written.matches("\\d{1,5}") ? Integer.valueOf(written) : null;
        return new AppJson.Formation(number, text(json.path("size")));
    }

    private static Map<String, String> scripts(JsonNode json) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            String command = text(value.isObject() ? value.path("command") : value);
            if (command != null) {
                scripts.put(entry.getKey(), CommandSecrets.masked(command));
            }
        }
        return scripts;
    }

    /** {@code {"plan": "heroku-redis:mini", "options": {"maxmemory_policy": "allkeys-lru"}}}. */
    private static Map<String, Map<String, String>> addonOptions(JsonNode list) {
        Map<String, Map<String, String>> byService = new LinkedHashMap<>();
        for (JsonNode addon : list) {
            String plan = text(addon.path("plan"));
            Map<String, String> options = new LinkedHashMap<>();
            addon.path("options").properties().forEach(option -> {
                // A version or a policy; what is longer may be anything, a key among it.
                String value = option.getValue().asString("");
                boolean secret = SecretDetection.isSecret(option.getKey(), value, ValueShape.of(value));
                if (!secret && value.matches("[\\w.-]{1,20}")) {
                    options.put(option.getKey(), value);
                }
            });
            if (plan != null && !options.isEmpty()) {
                byService.putIfAbsent(plan.replaceFirst(":.*", ""), options);
            }
        }
        return byService;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? node.asString() : null;
    }
}
