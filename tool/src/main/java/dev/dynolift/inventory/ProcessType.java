package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A kind of process that an app runs. The command is a line for a shell, as in a Procfile.
 *
 * @param quantity dynos at the time of the audit; may be 0
 * @param size Heroku's name in lower case: "standard-2x"; null when only a repository was read
 * @param source where this was read: "formation", "slug", "image", "Procfile"
 */
public record ProcessType(
        String type, String command, int quantity, @Nullable String size, String source) {}
