package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Heroku pipeline: apps in an order of promotion.
 *
 * @param reviewApps whether pull requests get an app of their own; null when that could not be read
 */
public record Pipeline(
        String id,
        String name,
        List<Stage> stages,
        @Nullable Boolean reviewApps) {

    public Pipeline {
        stages = List.copyOf(stages);
    }

    /** An app's place in a pipeline: "development", "review", "staging", "production". */
    public record Stage(String app, String stage) {}
}
