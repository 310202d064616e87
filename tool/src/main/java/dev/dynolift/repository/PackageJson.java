package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
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
 * @param libraries with versions as written: "^4.18.2"
 */
record PackageJson(@Nullable String node, @Nullable String packageManager, boolean build, List<Library> libraries) {

    private static final JsonMapper JSON = new JsonMapper();

    static @Nullable PackageJson read(String text, Checkout checkout) {
        try {
            JsonNode json = JSON.readTree(text);
            List<Library> libraries = new ArrayList<>();
            json.path("dependencies")
                    .properties()
                    .forEach(entry -> libraries.add(
                            new Library(entry.getKey(), entry.getValue().asString(""))));
            JsonNode scripts = json.path("scripts");
            String node = json.path("engines").path("node").asString("");
            return new PackageJson(
                    node.isBlank() ? null : node,
                    packageManager(json, checkout),
                    scripts.has("build") || scripts.has("heroku-postbuild"),
                    libraries);
        } catch (JacksonException e) {
            checkout.find("package.json", "is no JSON", "It was not read: " + e.getOriginalMessage() + ".");
            return null;
        }
    }

    private static String packageManager(JsonNode json, Checkout checkout) {
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
