package dev.dynolift.market;

import java.util.List;
import java.util.Set;

/** The environment variables that Heroku's buildpacks set while an app runs, and their fixed values. */
public final class BuildpackVariables {

    /** Set by the image's Dockerfile, because they name its paths or matter only while it is built. */
    private static final Set<String> OF_THE_IMAGE =
            Set.of("BUNDLE_PATH / BUNDLE_BIN", "GEM_PATH", "NODE_HOME", "NODE_OPTIONS", "RAILS_GROUPS", "JRUBY_OPTS");

    private static final List<BuildpackVariable> ALL = CsvTable.rows("heroku_env_vars.csv").stream()
            .filter(row -> row.text("set_by").endsWith("buildpack"))
            .filter(row -> !OF_THE_IMAGE.contains(row.text("var")))
            .filter(row -> row.text("var").matches("[A-Z_]+"))
            .filter(row -> row.text("value").matches("[A-Za-z0-9_.:/*-]+( -)?"))
            .map(row -> new BuildpackVariable(
                    row.text("var"), row.text("set_by").replace(" buildpack", ""), row.text("when"), row.text("value")))
            .toList();

    private BuildpackVariables() {}

    /**
     * A variable that a buildpack sets when an app is built or started.
     *
     * @param language whose buildpack sets it: {@code ruby}, {@code nodejs}, {@code python}
     * @param when the condition, in words: {@code railties >= 5.0}
     */
    public record BuildpackVariable(String name, String language, String when, String value) {}

    /** What a language's buildpack sets, in the order in which it does. */
    public static List<BuildpackVariable> of(String language) {
        return ALL.stream()
                .filter(variable -> variable.language().equals(language))
                .toList();
    }
}
