package dev.dynolift.error;

/** What kind of thing went wrong, and the exit code that tells it to a script. */
public enum ErrorCode {
    /** The command line, a file, a folder or an address that the user gave cannot be used as it is. */
    INPUT(2),
    /** A program that the work needs is missing on this machine, or too old. */
    TOOL_MISSING(2),
    /** A port, a lock or a folder is in use by somebody else. */
    IN_USE(1),
    /** Heroku refused or did not answer. */
    HEROKU(1),
    /** Another service around the app, such as Cloudflare or AWS, refused or did not answer. */
    SERVICE(1),
    /** A database refused or did not answer. */
    DATABASE(1),
    /** No space is left on a disk, here or at a database. */
    DISK_FULL(1),
    /** A network connection could not be made or broke. */
    NETWORK(1),
    /** A file of this machine could not be read or written. */
    FILE(1),
    /** A program that was started for the work ended badly. */
    PROCESS(1),
    /** A gate or a blocking finding stops the work on purpose. */
    GATE(3),
    /** Rows differ between the two databases. */
    DIFFERENCES(4),
    /** The user stopped the work; the same command goes on. */
    INTERRUPTED(130),
    /** A mistake in dynolift itself. */
    INTERNAL(1);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process's exit code for an error of this kind: the table in the README lists them. */
    public int exitCode() {
        return exitCode;
    }
}
