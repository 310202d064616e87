package dev.dynolift.server;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pg_restore complains about. It goes on after an error, so that all are known at once; some say only that an owner
 * is not a superuser, or that Heroku's own things are Heroku's.
 */
final class RestoreComplaints {

    private static final int SHOWN = 20;

    /** A line of {@code pg_restore --list}: {@code 2; 3079 16385 EXTENSION - hstore}. */
    private static final Pattern EXTENSION = Pattern.compile("(?m)^\\d+; \\d+ \\d+ EXTENSION - (\\S+)");

    private static final Pattern ERROR = Pattern.compile("pg_restore: (?:error|\\[archiver[^]]*]): (.*)");
    private static final String COMMAND = "Command was: ";

    private static final Pattern NOT_FOR_OWNERS = Pattern.compile("(?:CREATE|ALTER|COMMENT ON) EVENT TRIGGER .*"
            + "|COMMENT ON EXTENSION .*"
            + "|CREATE EXTENSION IF NOT EXISTS pg_stat_statements\\b.*"
            + "|CREATE SCHEMA (?:public|_heroku);"
            + "|COMMENT ON SCHEMA public .*"
            // A newer pg_restore sets what an older server does not have.
            + "|SET transaction_timeout = .*");

    private RestoreComplaints() {}

    static List<Extensions.Wanted> extensionsIn(String list) {
        List<Extensions.Wanted> wanted = new ArrayList<>();
        Matcher extension = EXTENSION.matcher(list);
        while (extension.find()) {
            wanted.add(new Extensions.Wanted(extension.group(1), ""));
        }
        return wanted;
    }

    /** @throws DynoliftException with every complaint that matters */
    static void throwIfAny(String dump, ChildProgram.Ended ended) {
        if (ended.well()) {
            return;
        }
        List<String> all = new ArrayList<>();
        List<String> serious = new ArrayList<>();
        for (String line : ended.output().lines().toList()) {
            Matcher error = ERROR.matcher(line);
            if (error.matches()) {
                all.add(error.group(1));
                serious.add(error.group(1).replace("could not execute query: ", ""));
            } else if (line.startsWith(COMMAND) && !serious.isEmpty()) {
                String command = line.substring(COMMAND.length());
                String complaint = serious.remove(serious.size() - 1);
                if (!NOT_FOR_OWNERS.matcher(command).matches()) {
                    serious.add(complaint + " (" + command + ")");
                }
            }
        }
        if (all.isEmpty()) {
            throw ClientFailure.of("the dump " + dump + " cannot be loaded", ended.output());
        }
        if (!serious.isEmpty()) {
            throw failed(dump, serious);
        }
    }

    private static DynoliftException failed(String dump, List<String> serious) {
        String all = String.join("\n", serious);
        if (DiskFull.isMeantBy(all) || all.contains("unsupported version")) {
            return ClientFailure.of("the dump " + dump + " cannot be loaded", all);
        }
        String more = serious.size() > SHOWN ? "\n  and " + (serious.size() - SHOWN) + " more" : "";
        return new DynoliftException(
                ErrorCode.INPUT,
                "the dump " + dump + " cannot be loaded",
                "pg_restore reports\n  - " + String.join("\n  - ", serious.subList(0, Math.min(SHOWN, serious.size())))
                        + more,
                "Mend the dump, or leave these things out of it, and run the same command again.");
    }
}
