package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A file that holds secrets.
 *
 * @param file relative to the repository
 * @param setting the setting that takes its place: RAILS_MASTER_KEY; null when there is none
 */
public record SecretFile(String file, @Nullable String setting, State state) {

    /** Where such a file is. */
    public enum State {
        /** In the repository, readable by all who have it. */
        COMMITTED,
        /** In this folder only: git ignores it. */
        IGNORED,
        /** Not here; the code needs it, or the setting that takes its place. */
        MISSING
    }
}
