package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Heroku pipeline: apps in an order of promotion.
 *
 * @param stages without those that come and go
 * @param reviewApps whether pull requests get an app of their own; null when that could not be read
 * @param temporary apps that Heroku has made for a pull request ("review") or for a run of tests ("test"), and removes
 */
public record Pipeline(
        String id,
        String name,
        List<Stage> stages,
        @Nullable Boolean reviewApps,
        List<Stage> temporary) {

    public Pipeline {
        stages = List.copyOf(stages);
        temporary = temporary == null ? List.of() : List.copyOf(temporary);
    }

    /** A pipeline in which nothing is temporary. */
    public Pipeline(String id, String name, List<Stage> stages, @Nullable Boolean reviewApps) {
        this(id, name, stages, reviewApps, List.of());
    }

    /** An app's place in a pipeline: "development", "review", "staging", "production". */
    public record Stage(String app, String stage) {

        /** Whether Heroku makes and removes the apps of such a stage by itself. */
        public static boolean isTemporary(@Nullable String stage) {
            return "review".equals(stage) || "test".equals(stage);
        }
    }
}
