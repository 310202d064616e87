package dev.dynolift.migrate;

/** One small piece of the work. It asks the world whether it is done; the journal remembers, it does not decide. */
public interface Step {

    /** A word for the journal and for scripts: "load-database". */
    String name();

    /** A short phrase for people: "Load the database". */
    String title();

    /** Whether the world shows that there is nothing to do. Reads only. */
    default boolean isDone() {
        return false;
    }

    /** Does the work; may be called again after it was killed at any moment. */
    void carryOut();
}
