package dev.dynolift.traffic;

import java.util.Locale;

/** Which of the two databases the traffic uses. */
public enum Side {
    /** The one at Heroku. */
    SOURCE,
    /** The one at AWS. */
    TARGET;

    public Side other() {
        return this == SOURCE ? TARGET : SOURCE;
    }

    /** As commands spell it: "source". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
