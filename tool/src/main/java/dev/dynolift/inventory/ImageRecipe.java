package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Dockerfile makes.
 *
 * @param base what the last stage is built from: "ruby:3.3-slim"
 * @param ports that it exposes
 * @param user that the processes run as; null for root, which Heroku never uses
 * @param command CMD as written; null when there is none
 * @param arguments names of build arguments
 */
public record ImageRecipe(
        String base,
        List<String> ports,
        @Nullable String user,
        @Nullable String command,
        List<String> arguments) {

    public ImageRecipe {
        ports = List.copyOf(ports);
        arguments = List.copyOf(arguments);
    }
}
