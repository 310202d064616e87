package dev.dynolift.plan;

import java.util.Locale;
import java.util.Optional;

/** Where a choice comes from. */
public enum Source {
    /** Read from what runs at Heroku. */
    DETECTED,
    /** dynolift's own habit, because nothing at Heroku decides it. */
    DEFAULT,
    /** Written by the user, in the plan or on the command line; survives the next run of {@code plan}. */
    YOURS;

    /** The word in the plan file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source whose word begins a comment of the plan file ("detected: …"), if one does. */
    static Optional<Source> beginning(String comment) {
        for (Source source : values()) {
            if (comment.equals(source.word()) || comment.startsWith(source.word() + ":")) {
                return Optional.of(source);
            }
        }
        return Optional.empty();
    }
}
