package dev.dynolift.inventory;

/**
 * An environment variable that the code reads.
 *
 * @param file where it is read, relative to the repository; the first place of the earliest phase
 * @param line from 1
 * @param hasDefault whether the code goes on without it, there
 */
public record SettingUse(String name, String file, int line, Phase phase, boolean hasDefault) {

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

    /** "config/puma.rb:3". */
    public String place() {
        return file + ":" + line;
    }
}
