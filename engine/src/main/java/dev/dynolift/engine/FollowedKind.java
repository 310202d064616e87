package dev.dynolift.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * What beside tables and columns is done again at the receiver when the sender has it new, otherwise or no more; in the
 * order in which such things are made, as later ones use earlier ones.
 */
enum FollowedKind {
    ENUM("enum", false),
    FUNCTION("function", false),
    PROCEDURE("procedure", false),
    WINDOW_FUNCTION("window function", false),
    VIEW("view", false),
    COLUMN_DEFAULT("column default", false),
    DOMAIN_CONSTRAINT("domain constraint", true),
    NOT_NULL("column not null", true),
    CHECK("check constraint", true),
    INDEX("index", true),
    UNIQUE("unique constraint", true),
    EXCLUSION("exclusion constraint", true),
    /** Only dropped: while rounds bring rows in an order of their own, a new one would refuse them. */
    FOREIGN_KEY("foreign key", true);

    private final String word;
    private final boolean refusesRows;

    FollowedKind(String word, boolean refusesRows) {
        this.word = word;
        this.refusesRows = refusesRows;
    }

    /** The one that goes by a word of {@link dev.dynolift.verify.ObjectComparison}; empty where it is only told. */
    static Optional<FollowedKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Whether it is a rule that rows obey: one that the sender has given up would refuse its rows at the receiver. */
    boolean refusesRows() {
        return refusesRows;
    }
}
