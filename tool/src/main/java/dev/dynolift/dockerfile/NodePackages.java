package dev.dynolift.dockerfile;

import dev.dynolift.inventory.RepositoryFacts;
import java.util.Optional;
import java.util.regex.Pattern;

/** The commands of the package manager that a repository uses. */
final class NodePackages {

    /** What Heroku's buildpack takes when package.json asks for nothing. */
    private static final String OTHERWISE_VERSION = "22";

    /** Settings by which package managers reach private packages. */
    static final Pattern SECRETS = Pattern.compile("NPM_TOKEN|NODE_AUTH_TOKEN|GITHUB_TOKEN");

    private NodePackages() {}

    /** The tag of Node's image. */
    static String version(RepositoryFacts facts) {
        return ImageSource.tag(facts.nodeVersion() == null ? "" : facts.nodeVersion(), OTHERWISE_VERSION);
    }

    /** How the manager itself is installed; npm is there already. */
    static Optional<String> manager(RepositoryFacts facts) {
        return switch (name(facts)) {
            case "yarn" -> Optional.of("npm install --global --force yarn@1");
            case "pnpm" -> Optional.of("npm install --global pnpm@9");
            default -> Optional.empty();
        };
    }

    /** Installs exactly what the lock file says, what only a build needs too. */
    static String install(RepositoryFacts facts) {
        return switch (name(facts)) {
            case "yarn" -> "yarn install --frozen-lockfile --production=false";
            case "pnpm" -> "pnpm install --frozen-lockfile --prod=false";
            default -> "npm ci --include=dev";
        };
    }

    /** Removes what only the build needed. */
    static String prune(RepositoryFacts facts) {
        return switch (name(facts)) {
            case "yarn" -> "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline";
            case "pnpm" -> "pnpm prune --prod --ignore-scripts";
            default -> "npm prune --omit=dev --ignore-scripts";
        };
    }

    /** Heroku runs {@code heroku-postbuild} when there is one, else {@code build}. */
    static String build(RepositoryFacts facts) {
        String name = name(facts);
        return "if grep -q '\"heroku-postbuild\"' package.json; then " + name + " run heroku-postbuild; else " + name
                + " run build; fi";
    }

    private static String name(RepositoryFacts facts) {
        return facts.packageManager() == null ? "npm" : facts.packageManager();
    }
}
