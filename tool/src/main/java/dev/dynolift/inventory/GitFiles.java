package dev.dynolift.inventory;

import java.util.List;

/**
 * What git says of the files of a checkout.
 *
 * @param ignored lines of .gitignore, as they hold in the app's folder
 * @param carried files in git that are called as files with secrets are on a developer's machine, by their place
 */
public record GitFiles(List<String> ignored, List<String> carried) {

    public GitFiles {
        ignored = List.copyOf(ignored);
        carried = List.copyOf(carried);
    }
}
