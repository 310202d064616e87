package dev.dynolift.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest builds of an app.
 *
 * @param read how many were looked at, ten at most
 * @param failed how many of them failed
 * @param newestFailed whether the newest one that is done did
 * @param newestAt null when there is none
 * @param builders how many builds were started by people of which role in the app, no names; whoever has none is "no
 *     collaborator"
 */
public record Builds(
        int read,
        int failed,
        boolean newestFailed,
        @Nullable Instant newestAt,
        List<Builder> builders) {

    public Builds {
        builders = List.copyOf(builders);
    }

    /** Builds that people of one role have started. */
    public record Builder(String role, int people, int builds) {}
}
