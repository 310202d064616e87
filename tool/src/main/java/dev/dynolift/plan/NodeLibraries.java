package dev.dynolift.plan;

import dev.dynolift.inventory.LibraryFiles;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the libraries of a package.json are installed, in an image as for a static site. */
public final class NodeLibraries {

    private NodeLibraries() {}

    /** How the manager itself is installed; npm is there already. */
    public static Optional<String> managerInstallation(RepositoryFacts facts) {
        String asked = asked(facts);
        return switch (manager(facts)) {
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

    /** Installs exactly what the lock file says, what only a build needs too. */
    public static String installation(RepositoryFacts facts) {
        return switch (manager(facts)) {
            case "yarn" ->
                isModernYarn(facts)
                        // What it unpacks, or runs packed, is part of the app.
                        ? "YARN_ENABLE_GLOBAL_CACHE=false yarn install --immutable"
                        : "yarn install --frozen-lockfile --production=false";
            case "pnpm" -> "pnpm install --frozen-lockfile --no-prod";
            default -> "npm ci --include=dev";
        };
    }

    /** The package manager that the repository uses; npm where nothing tells. */
    public static String manager(RepositoryFacts facts) {
        return facts.packageManager() == null ? "npm" : facts.packageManager();
    }

    private static @Nullable String asked(RepositoryFacts facts) {
        LibraryFiles known = facts.needs().libraryFiles();
        return known == null ? null : known.managerVersion();
    }

    /** From version 2 on Yarn is another program with other options. */
    public static boolean isModernYarn(RepositoryFacts facts) {
        String asked = asked(facts);
        return asked != null && manager(facts).equals("yarn") && !asked.matches("\\D*[01](\\D.*)?");
    }

    private static String quoted(String name) {
        return name.matches("[@\\w./-]+") ? name : "'" + name + "'";
    }
}
