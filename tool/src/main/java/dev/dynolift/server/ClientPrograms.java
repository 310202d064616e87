package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.program.ProgramSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's client programs on this machine.
 *
 * @param pgDumpMajor the version of {@code pg_dump}: it reads servers up to its own major
 */
public record ClientPrograms(
        Path pgDump, Path pgRestore, Path psql, int pgDumpMajor, int pgRestoreMajor, int psqlMajor) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** What current servers need; named where somebody has to install the programs. */
    private static final int SUGGESTED_MAJOR = 17;

    /**
     * Finds the programs.
     *
     * @param searchPath folders, separated as in the environment variable {@code PATH}
     * @throws DynoliftException (TOOL_MISSING) naming all that are missing and how to install them
     */
    public static ClientPrograms find(String searchPath) {
        ProgramSearch search = new ProgramSearch(searchPath);
        List<String> missing = new ArrayList<>();
        Map<String, Path> found = new java.util.HashMap<>();
        for (String name : List.of("pg_dump", "pg_restore", "psql")) {
            search.find(name).ifPresentOrElse(path -> found.put(name, path), () -> missing.add(name));
        }
        if (!missing.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    "PostgreSQL's client programs are missing",
                    String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " not on the PATH.",
                    howToInstall(SUGGESTED_MAJOR));
        }
        Path pgDump = found.getOrDefault("pg_dump", Path.of("pg_dump"));
        Path pgRestore = found.getOrDefault("pg_restore", Path.of("pg_restore"));
        Path psql = found.getOrDefault("psql", Path.of("psql"));
        return new ClientPrograms(
                pgDump,
                pgRestore,
                psql,
                majorOf(pgDump, "pg_dump"),
                majorOf(pgRestore, "pg_restore"),
                majorOf(psql, "psql"));
    }

    /** What to do to have the client programs of a major or later. */
    static String howToInstall(int major) {
        return "Install them: on Debian or Ubuntu `sudo apt-get install postgresql-client` (or postgresql-client-"
                + major + " from apt.postgresql.org), on a Mac `brew install libpq && brew link --force libpq`.";
    }

    private static int majorOf(Path program, String name) {
        ChildProgram.Ended ended = ChildProgram.run(List.of(program.toString(), "--version"), Map.of(), 20);
        Matcher version = VERSION.matcher(ended.output());
        if (!ended.well() || !version.find()) {
            throw new DynoliftException(
                    ErrorCode.TOOL_MISSING,
                    name + " does not work",
                    program + " --version said: " + ended.lastLines(3),
                    howToInstall(SUGGESTED_MAJOR));
        }
        return Integer.parseInt(version.group(1));
    }
}
