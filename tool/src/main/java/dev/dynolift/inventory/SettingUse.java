package dev.dynolift.inventory;

/**
 * An environment variable that the code reads.
 *
 * @param file where it is read, relative to the repository; the first place of the earliest phase
 * @param line from 1
 * @param absence what the code does there when it is not set
 */
public record SettingUse(String name, String file, int line, Phase phase, Absence absence) {

    /** When a variable is read. */
    public enum Phase {
        /** Its value ends up in files that the build makes, such as a browser's script. */
        BAKED_IN,
        /** While the image is built, and at each start. */
        BUILD,
        /** When a process starts. */
        BOOT,
        /** Later, while it works. */
        RUN
    }

    /** What code does without a variable. */
    public enum Absence {
        /** It ends with an error. */
        FAILS,
        /** It goes on with nothing in its place. */
        NOTHING,
        /** It has a value of its own, or leaves something out. */
        DEFAULT
    }

    /** Whether the code has an answer for its absence. */
    public boolean hasDefault() {
        return absence == Absence.DEFAULT;
    }

    /** "config/puma.rb:3". */
    public String place() {
        return file + ":" + line;
    }
}
