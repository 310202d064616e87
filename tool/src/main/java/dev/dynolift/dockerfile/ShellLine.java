package dev.dynolift.dockerfile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of a Procfile for a shell. The Terraform module task_definition does the same in its own language. */
public final class ShellLine {

    private static final Pattern MORE_THAN_A_PROGRAM = Pattern.compile("[;&|`()<>\\n]");

    private static final Pattern PARTS =
            Pattern.compile("(?s)((?:[A-Za-z_][A-Za-z0-9_]*=(?:'[^']*'|\"[^\"]*\"|\\$\\{[^}\\s]*}"
                    + "|\\$[^{\\s'\"\\\\]|[^\\s'\"\\\\$])*\\s+)*)(.+)");

    private static final Pattern SHELLS_OWN =
            Pattern.compile("(?s)([A-Za-z_][A-Za-z0-9_]*=.*|(exec|cd|if|for|while|until"
                    + "|case|test|\\[|\\.|source|export|set|unset|trap|eval|true|false|:|!|\\{)( .*)?)");

    private ShellLine() {}

    /** The line with {@code exec} before its program, which then receives SIGTERM itself; or as it is if it has more. */
    public static String execed(String command) {
        String line = command.strip();
        Matcher parts = PARTS.matcher(line);
        if (MORE_THAN_A_PROGRAM.matcher(line).find()
                || !parts.matches()
                || SHELLS_OWN.matcher(parts.group(2)).matches()) {
            return line;
        }
        return parts.group(1) + "exec " + parts.group(2);
    }
}
