package dev.dynolift.plan;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.StaticSite;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Heroku's buildpacks do before the static one serves the files.
 *
 * @param command for a shell; empty where nothing is built
 * @param unknown buildpacks of which that cannot be told
 */
record SiteBuild(Choice<String> command, List<String> unknown) {

    static final Choice<String> NONE = Choice.byDefault(
            "", "the repository has the files as they are; a shell command that makes them is possible");

    static SiteBuild of(HerokuApp app) {
        RepositoryFacts code = app.repository();
        // What is set on the app wins over what app.json asks for.
        List<String> buildpacks = !app.buildpacks().isEmpty() || code == null ? app.buildpacks() : code.buildpacks();
        List<String> builders = buildpacks.stream()
                .filter(buildpack -> !StaticSite.isServedBy(buildpack))
                .toList();
        List<String> commands = builders.stream()
                .flatMap(buildpack -> Stream.ofNullable(command(buildpack, code)))
                .toList();
        return new SiteBuild(
                commands.isEmpty()
                        ? NONE
                        : Choice.detected(String.join(" && ", commands), "what the app's buildpacks do at Heroku"),
                builders.stream()
                        .filter(buildpack -> command(buildpack, code) == null)
                        .toList());
    }

    private static @Nullable String command(String buildpack, @Nullable RepositoryFacts code) {
        if (buildpack.contains("nodejs")) {
            return node(code);
        }
        return buildpack.contains("ruby")
                ? "bundle install && if bundle exec rake -n assets:precompile >/dev/null 2>&1; then"
                        + " bundle exec rake assets:precompile; fi"
                : null;
    }

    /** As the buildpack does: heroku-postbuild, where package.json has one, in place of build. */
    private static String node(@Nullable RepositoryFacts code) {
        if (code == null) {
            return "npm ci --include=dev && npm run build";
        }
        String install = NodeLibraries.managerInstallation(code)
                        .map(program -> program + " && ")
                        .orElse("")
                + NodeLibraries.installation(code);
        if (Boolean.FALSE.equals(code.nodeBuild())) {
            return install;
        }
        boolean hook = code.needs().buildFiles().contains("heroku-postbuild");
        return install + " && " + NodeLibraries.manager(code) + " run " + (hook ? "heroku-postbuild" : "build");
    }
}
