package dev.dynolift.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code app.json} declares. It guides only the Deploy button and review apps, so it hints, and is not the truth.
 *
 * @param env the names, no values
 * @param addons as written: "heroku-postgresql:standard-0"
 * @param scripts name to command: postdeploy, pr-predestroy
 * @param optional names in {@code env} that have no value and need none
 * @param generated names in {@code env} whose value Heroku makes up, as it does for secrets
 * @param addonOptions the options with which an add-on is made, by its service: "maxmemory_policy"
 */
public record AppJson(
        @Nullable String name,
        @Nullable String stack,
        List<String> env,
        List<String> addons,
        List<String> buildpacks,
        Map<String, Formation> formation,
        Map<String, String> scripts,
        Map<String, Map<String, String>> addonOptions,
        List<String> optional,
        List<String> generated) {

    public AppJson {
        env = List.copyOf(env);
        addons = List.copyOf(addons);
        buildpacks = List.copyOf(buildpacks);
        formation = Collections.unmodifiableMap(new LinkedHashMap<>(formation));
        scripts = Collections.unmodifiableMap(new LinkedHashMap<>(scripts));
        // A file of before they were read.
        addonOptions = addonOptions == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(addonOptions));
        optional = optional == null ? List.of() : List.copyOf(optional);
        generated = generated == null ? List.of() : List.copyOf(generated);
    }

    /** How many dynos of which size, each null when not given. */
    public record Formation(
            @Nullable Integer quantity, @Nullable String size) {}
}
