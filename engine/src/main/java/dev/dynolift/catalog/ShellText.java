package dev.dynolift.catalog;

/** Words of a command that people paste into a shell. */
final class ShellText {

    private ShellText() {}

    /** One word, in quotes whatever is in it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
