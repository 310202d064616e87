package dev.dynolift.dockerfile;

import dev.dynolift.inventory.LibraryFiles;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.NodeLibraries;
import java.util.regex.Pattern;

/** The commands of the package manager that a repository uses. */
final class NodePackages {

    /** Settings by which package managers reach private packages. */
    static final Pattern SECRETS = Pattern.compile("NPM_TOKEN|NODE_AUTH_TOKEN|GITHUB_TOKEN");

    private NodePackages() {}

    /** The tag of Node's image. */
    static String version(RepositoryFacts facts) {
        return NodeVersion.tag(facts.nodeVersion() == null ? "" : facts.nodeVersion());
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

    /** Removes what only the build needed. */
    static String prune(RepositoryFacts facts) {
        boolean workspaces = !facts.needs().workspaces().isEmpty();
        return switch (NodeLibraries.manager(facts)) {
            case "yarn" ->
                NodeLibraries.isModernYarn(facts)
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
        String name = NodeLibraries.manager(facts);
        return "if grep -q '\"heroku-postbuild\"' package.json; then " + name + " run heroku-postbuild; else " + name
                + " run build; fi";
    }
}
