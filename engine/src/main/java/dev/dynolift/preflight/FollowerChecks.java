package dev.dynolift.preflight;

import dev.dynolift.control.Origin;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in the way of reading the rows of a live move from a follower. That it follows the source at this moment is
 * proved later, by a token; here is what no waiting mends.
 */
public final class FollowerChecks {

    private final Database source;
    private final Database follower;
    private final EventListener events;

    /** @param events is told warnings and infos as notes */
    public FollowerChecks(Database source, Database follower, EventListener events) {
        this.source = source;
        this.follower = follower;
        this.events = events;
    }

    /**
     * Looks, tells what is worth a note, and stops the move when something blocks it.
     *
     * @throws dev.dynolift.error.DynoliftException (GATE) with every blocking finding
     */
    public void run() {
        Report report = look();
        report.tell(events);
        report.throwIfBlocked("--for sync --follower");
    }

    /** Only looks. */
    public Report look() {
        List<Finding> findings = new ArrayList<>();
        try (Session there = source.open("preflight");
                Session here = follower.open("preflight")) {
            if (!here.yes("SELECT pg_is_in_recovery()")) {
                findings.add(Finding.blocking(
                        Side.FOLLOWER,
                        "it follows nobody",
                        "It takes writes of its own: it is the source itself, or was promoted.",
                        "Give a follower's URL, or leave --follower out."));
                return new Report(findings);
            }
            requireSame(there, here, findings);
            findings.add(Finding.info(
                    Side.FOLLOWER,
                    "max_standby_streaming_delay is " + here.text("SHOW max_standby_streaming_delay")
                            + ", hot_standby_feedback is " + here.text("SHOW hot_standby_feedback"),
                    "Reading that stands in the way of its replay for longer is cancelled there, and tried again in smaller"
                            + " pieces."));
        }
        return new Report(findings);
    }

    private static void requireSame(Session there, Session here, List<Finding> findings) {
        String database = "SELECT current_database() || ' (' || getdatabaseencoding() || ', number '"
                + " || (SELECT oid FROM pg_database WHERE datname = current_database()) || ')'";
        for (String[] asked : List.of(
                new String[] {"database", database},
                new String[] {"major version", "SELECT (current_setting('server_version_num')::int / 10000)::text"})) {
            String expected = there.text(asked[1]);
            String found = here.text(asked[1]);
            if (!expected.equals(found)) {
                findings.add(Finding.blocking(
                        Side.FOLLOWER,
                        "its " + asked[0] + " is " + found + ", the source's is " + expected,
                        "A follower has the same as its source: this is another server's, or another database.",
                        "Check both URLs."));
            }
        }
        if (findings.isEmpty() && !Origin.of(here).mayShareServerWith(Origin.of(there))) {
            findings.add(Finding.blocking(
                    Side.FOLLOWER,
                    "it is another server's follower",
                    "Its number, which a server gets when it is made, is not the source's.",
                    "Check both URLs."));
        }
    }
}
