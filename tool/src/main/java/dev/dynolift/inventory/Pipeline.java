package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Heroku pipeline: apps in an order of promotion.
 *
 * @param stages without those that come and go
 * @param reviewApps whether pull requests get an app of their own; null when that could not be read
 * @param review how those come and go; null when there are none, or that could not be read
 * @param temporary apps that Heroku has made for a pull request ("review") or for a run of tests ("test"), and removes
 */
public record Pipeline(
        String id,
        String name,
        List<Stage> stages,
        @Nullable Boolean reviewApps,
        @Nullable ReviewSettings review,
        List<Stage> temporary) {

    public Pipeline {
        stages = List.copyOf(stages);
        temporary = temporary == null ? List.of() : List.copyOf(temporary);
    }

    /** A pipeline in which nothing is temporary. */
    public Pipeline(String id, String name, List<Stage> stages, @Nullable Boolean reviewApps) {
        this(id, name, stages, reviewApps, null, List.of());
    }

    /**
     * How pull requests get apps.
     *
     * @param automatic whether each gets one without being asked
     * @param staleDays after how many days without a change it is removed; null when it stays
     * @param waitsForChecks whether the tests have to pass first
     */
    public record ReviewSettings(
            boolean automatic, @Nullable Integer staleDays, boolean waitsForChecks) {}

    /** An app's place in a pipeline: "development", "review", "staging", "production". */
    public record Stage(String app, String stage) {

        /** Whether Heroku makes and removes the apps of such a stage by itself. */
        public static boolean isTemporary(@Nullable String stage) {
            return "review".equals(stage) || "test".equals(stage);
        }
    }
}
