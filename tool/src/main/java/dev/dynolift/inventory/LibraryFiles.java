package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the installation of an app's libraries asks of its checkout.
 *
 * @param ruby files that Bundler reads, relative to the app's folder; empty when it also reads the app's own code
 * @param node files that the package manager of package.json reads; empty likewise
 * @param managerVersion of that package manager, as the repository asks for it: "4.5.3", "10.x"; null when it does not
 */
public record LibraryFiles(
        List<String> ruby, List<String> node, @Nullable String managerVersion) {

    public LibraryFiles {
        ruby = List.copyOf(ruby);
        node = List.copyOf(node);
    }
}
