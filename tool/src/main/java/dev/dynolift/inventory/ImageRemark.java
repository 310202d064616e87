package dev.dynolift.inventory;

/**
 * A line of a Dockerfile that makes an image which behaves otherwise than at Heroku, or tells what it should not.
 *
 * @param line from 1; of the instruction's beginning
 * @param detail what exactly, never a value: "ruby:latest", "RAILS_MASTER_KEY"; may be empty
 */
public record ImageRemark(Kind kind, int line, String detail) {

    /** What a Dockerfile needs so that its processes have settings where a script in the image fetches them. */
    public static final String FETCHES_SETTINGS =
            "COPY the generated with-settings.sh into the image, install curl and jq, and begin ENTRYPOINT with it:"
                    + " ENTRYPOINT [\"/usr/local/bin/with-settings.sh\"].";

    /** What is remarkable about a line. */
    public enum Kind {
        /** The base has no tag, or the tag latest: tomorrow's image is another one. */
        UNPINNED_BASE,
        /** The base is of one architecture whatever is asked for. */
        FIXED_PLATFORM,
        /** A build argument or a variable that is called as a secret; the image's history keeps its value. */
        SECRET_ARGUMENT,
        /** A file that holds secrets is copied into the image. */
        SECRET_FILE,
        /** A shell starts the program and gets the stop signal in its place. */
        SHELL_COMMAND,
        /** An entrypoint that ignores the command that a process type has: a shell line, or a script that passes none on. */
        SHELL_ENTRYPOINT,
        /** The entrypoint is not the script that fetches settings, or its programs are not there; matters where the plan uses it. */
        NO_SETTINGS_SCRIPT,
        /** Nothing in the file tells of a port. */
        NO_PORT,
        /** All of the checkout is copied, and there is no .dockerignore. */
        NO_IGNORE_FILE
    }
}
