package dev.dynolift.control;

/** What a move does about the writes at the source while rows are on their way. */
public enum Method {
    /** Follows them: capture and rounds. */
    LIVE("data sync"),
    /** Reads past them: all rows come from one held snapshot. */
    SNAPSHOT("data copy"),
    /** Refuses them before the first row. */
    FENCED("data copy --fence"),
    /** Takes the user's word that there are none, and looks whether it was true. */
    QUIET("data copy --quiet");

    private final String command;

    Method(String command) {
        this.command = command;
    }

    /** The command that begins such a move, without the program's name. */
    public String command() {
        return command;
    }

    /** Whether a killed one goes on where it was; otherwise it starts over, as its moment is gone. */
    public boolean isResumable() {
        return this != SNAPSHOT;
    }
}
