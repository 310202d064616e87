package dev.dynolift.image;

import dev.dynolift.image.ImageGap.Weight;
import java.util.List;

/**
 * What a check of an image came to.
 *
 * @param dockerfile which one was looked at
 * @param gaps as far as reading the code, the plan and the Dockerfile tells
 */
public record ImageReport(
        int schemaVersion, String component, String dockerfile, List<ImageGap> gaps, Outcome build, Outcome boot) {

    /** What became of one half of the trial. */
    public enum State {
        DONE,
        FAILED,
        /** Was not tried. */
        NOT_DONE
    }

    /** @param told what happened, or why it was not tried, in sentences */
    public record Outcome(State state, String told) {}

    public ImageReport {
        gaps = List.copyOf(gaps);
    }

    /** Whether the image is not ready: a trial failed, or reading says so and no trial has shown the contrary. */
    public boolean stops() {
        boolean tried = boot.state() == State.DONE;
        return build.state() == State.FAILED
                || boot.state() == State.FAILED
                || !tried && gaps.stream().anyMatch(gap -> gap.weight() == Weight.STOPS);
    }
}
