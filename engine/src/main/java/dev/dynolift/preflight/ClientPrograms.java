package dev.dynolift.preflight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's client programs on this machine, which carry the definitions.
 *
 * @param programs their names on the PATH
 */
record ClientPrograms(List<String> programs) implements Check {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.begun() || !sides.kind().makesDefinitions()) {
            return;
        }
        int major = sides.sourceMajor();
        for (String program : programs) {
            OptionalInt here = major(program);
            if (here.isEmpty() || here.getAsInt() < major) {
                found.accept(Finding.blocking(
                        Side.HERE,
                        here.isEmpty()
                                ? program + " is not on the PATH"
                                : program + " is of PostgreSQL " + here.getAsInt() + ", the source is " + major,
                        "Definitions are read with it, and it reads servers up to its own version.",
                        "Install version " + major + " or newer: postgresql-client-" + major
                                + " on Debian and Ubuntu (from apt.postgresql.org), `brew install libpq` on a Mac."));
            }
        }
    }

    private static OptionalInt major(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }
}
