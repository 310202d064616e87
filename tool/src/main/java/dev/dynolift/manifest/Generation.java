package dev.dynolift.manifest;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What one run of the generator did.
 *
 * @param files every file by its path in the workspace, and what happened to it
 * @param notes what was not generated or needs a person, each a sentence
 */
public record Generation(SortedMap<String, Outcome> files, List<String> notes) {

    /** What happened to a file. */
    public enum Outcome {
        /** Was not there. */
        WRITTEN,
        /** Was deleted since dynolift wrote it, and is there again. */
        RESTORED,
        /** Was there as dynolift had left it, and has new content. */
        UPDATED,
        /** Was there with this content. */
        UNCHANGED,
        /** Was edited by hand, and dynolift has nothing new for it. */
        YOURS,
        /** Was edited by hand, and the new version stands beside it, its name ending in {@code .new}. */
        BESIDE,
        /** Is no longer needed and was as dynolift had left it. */
        REMOVED
    }

    public Generation {
        notes = List.copyOf(notes);
    }

    /** The files with that outcome, sorted. */
    public List<String> with(Outcome outcome) {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue() == outcome)
                .map(Map.Entry::getKey)
                .toList();
    }
}
