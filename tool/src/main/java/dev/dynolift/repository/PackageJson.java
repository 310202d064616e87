package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import dev.dynolift.secret.Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a package.json says.
 *
 * @param node as written under engines: "20.x"; null when it does not say
 * @param build whether a build or heroku-postbuild script is there
 * @param hooks scripts that only Heroku runs, while it builds
 * @param start the command of the start script, which runs without a Procfile; null when there is none
 * @param workspaces folders of a monorepo, as written
 * @param libraries with versions as written: "^4.18.2"
 */
record PackageJson(
        @Nullable String node,
        @Nullable String packageManager,
        boolean build,
        List<String> hooks,
        @Nullable String start,
        List<String> workspaces,
        List<Library> libraries) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> LOCKS =
            List.of("package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml");

    private static final List<String> HOOKS = List.of("heroku-prebuild", "heroku-postbuild", "heroku-cleanup");

    static @Nullable PackageJson read(String text, Checkout checkout) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Library> libraries = new ArrayList<>();
            json.path("dependencies")
                    .properties()
                    .forEach(entry -> libraries.add(new Library(
                            entry.getKey(),
                            Address.withoutLogin(entry.getValue().asString("")))));
            JsonNode scripts = json.path("scripts");
            if (!json.isObject()) {
                checkout.find("package.json", "is no JSON object", "It was not read.");
                return null;
            }
            String start = scripts.path("start").asString("");
            String node = json.path("engines").path("node").asString("");
            return new PackageJson(
                    node.isBlank() ? null : node,
                    packageManager(json, checkout),
                    scripts.has("build") || scripts.has("heroku-postbuild"),
                    HOOKS.stream().filter(scripts::has).toList(),
                    start.isBlank() ? null : start,
                    workspaces(json, checkout),
                    libraries);
        } catch (JacksonException | StackOverflowError e) {
            checkout.find("package.json", "is no JSON", "It was not read.");
            return null;
        }
    }

    /** Whether the text of a package.json has a script that starts something. */
    static boolean hasStart(String text) {
        try {
            return !JSON.readTree(text)
                    .path("scripts")
                    .path("start")
                    .asString("")
                    .isBlank();
        } catch (JacksonException | StackOverflowError e) {
            return false;
        }
    }

    private static List<String> workspaces(JsonNode json, Checkout checkout) {
        JsonNode declared = json.path("workspaces");
        List<String> workspaces = new ArrayList<>();
        for (JsonNode folder : declared.isObject() ? declared.path("packages") : declared) {
            if (folder.isString()) {
                workspaces.add(folder.asString());
            }
        }
        if (workspaces.isEmpty() && checkout.has("pnpm-workspace.yaml")) {
            checkout.lines("pnpm-workspace.yaml").stream()
                    .filter(line -> line.startsWith("- "))
                    .map(line -> line.substring(2).replaceAll("[\"']", "").strip())
                    .forEach(workspaces::add);
        }
        return workspaces;
    }

    private static String packageManager(JsonNode json, Checkout checkout) {
        List<String> locks = LOCKS.stream().filter(checkout::has).toList();
        if (locks.size() > 1) {
            checkout.find(
                    locks.get(0),
                    "and " + String.join(", ", locks.subList(1, locks.size())) + " stand side by side",
                    "Heroku's buildpack refuses two lock files, and which versions an image gets is left to chance.",
                    "Remove the one that is not used, and run the audit again.");
        }
        String declared = json.path("packageManager").asString("").split("@", 2)[0];
        if (declared.equals("yarn") || declared.equals("pnpm") || declared.equals("npm")) {
            return declared;
        }
        if (checkout.has("yarn.lock")) {
            return "yarn";
        }
        return checkout.has("pnpm-lock.yaml") ? "pnpm" : "npm";
    }
}
