package dev.dynolift.dockerfile;

import dev.dynolift.inventory.LibraryFiles;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commands of the package manager that a repository uses. */
final class NodePackages {

    /** Settings by which package managers reach private packages. */
    static final Pattern SECRETS = Pattern.compile("NPM_TOKEN|NODE_AUTH_TOKEN|GITHUB_TOKEN");

    private NodePackages() {}

    /** The tag of Node's image. */
    static String version(RepositoryFacts facts) {
        return NodeVersion.tag(facts.nodeVersion() == null ? "" : facts.nodeVersion());
    }

    /** How the manager itself is installed; npm is there already. */
    static Optional<String> manager(RepositoryFacts facts) {
        String asked = asked(facts);
        return switch (name(facts)) {
            // From Yarn 2 on it is another package of the same program.
            case "yarn" ->
                Optional.of("npm install --global --force "
                        + quoted(
                                isModernYarn(facts)
                                        ? "@yarnpkg/cli-dist@" + asked
                                        : "yarn@" + (asked == null ? "1" : asked)));
            case "pnpm" -> Optional.of("npm install --global " + quoted("pnpm@" + (asked == null ? "9" : asked)));
            default -> Optional.empty();
        };
    }

    /**
     * Copies the lists of libraries, or all of the app where their installation reads its code.
     *
     * @param copied whether the code is there already
     * @return whether the code is there now
     */
    static boolean copy(Dockerfile file, ImageSource source, boolean copied) {
        RepositoryFacts facts = source.facts();
        LibraryFiles known = facts.needs().libraryFiles();
        boolean needsCode = known != null && known.node().isEmpty();
        if (!copied) {
            file.add(
                    needsCode
                            ? "# The installation of the libraries reads the app's own code."
                            : "# Libraries first: this layer stays while their lists stay.");
            file.add(
                    needsCode
                            ? "COPY . ."
                            : known == null
                                    ? "COPY package.json package-lock.json* yarn.lock* pnpm-lock.yaml* .npmrc* .yarnrc* ./"
                                    : "COPY " + String.join(" ", known.node()) + " ./");
        }
        return copied || needsCode;
    }

    /** Installs exactly what the lock file says, what only a build needs too. */
    static String install(RepositoryFacts facts) {
        return switch (name(facts)) {
            case "yarn" ->
                isModernYarn(facts)
                        // What it unpacks, or runs packed, is part of the app.
                        ? "YARN_ENABLE_GLOBAL_CACHE=false yarn install --immutable"
                        : "yarn install --frozen-lockfile --production=false";
            case "pnpm" -> "pnpm install --frozen-lockfile --no-prod";
            default -> "npm ci --include=dev";
        };
    }

    /** Removes what only the build needed. */
    static String prune(RepositoryFacts facts) {
        boolean workspaces = !facts.needs().workspaces().isEmpty();
        return switch (name(facts)) {
            case "yarn" ->
                isModernYarn(facts)
                        // Yarn 2 and 3 can do so by a plugin alone.
                        ? "if yarn --version | grep -q '^[23]'; then :; else YARN_ENABLE_GLOBAL_CACHE=false YARN_ENABLE_SCRIPTS=false"
                                + " yarn workspaces focus --all --production; fi \\\n"
                                + "    && if [ -d node_modules ]; then rm -rf .yarn/cache; fi"
                        : "yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline";
            case "pnpm" ->
                workspaces
                        ? "pnpm install --prod --frozen-lockfile --ignore-scripts"
                        : "pnpm prune --prod --ignore-scripts";
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

    private static @Nullable String asked(RepositoryFacts facts) {
        LibraryFiles known = facts.needs().libraryFiles();
        return known == null ? null : known.managerVersion();
    }

    private static boolean isModernYarn(RepositoryFacts facts) {
        String asked = asked(facts);
        return asked != null && name(facts).equals("yarn") && !asked.matches("\\D*[01](\\D.*)?");
    }

    private static String quoted(String name) {
        return name.matches("[@\\w./-]+") ? name : "'" + name + "'";
    }
}
