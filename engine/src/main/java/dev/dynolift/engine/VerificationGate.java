package dev.dynolift.engine;

import dev.dynolift.control.EngineLock;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Session;
import java.util.List;

/** Says when a comparison, or a repair, would be wrong or would harm. */
final class VerificationGate {

    private static final String IDENTITY = "SELECT concat_ws(' ', pg_postmaster_start_time(), inet_server_port(),"
            + " current_database(), (SELECT oid FROM pg_database WHERE datname = current_database()))";

    private static final String OTHERS =
            "SELECT DISTINCT coalesce(usename, '?') || coalesce(' (' || nullif(application_name, '')"
                    + " || ')', '') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    + " AND backend_type = 'client backend' AND application_name NOT LIKE 'dynolift%'"
                    + " AND usename IS DISTINCT FROM 'rdsadmin' ORDER BY 1";

    private VerificationGate() {}

    /**
     * Refuses a comparison that could only mislead.
     *
     * @return which side the records call the newer one
     */
    static TargetState forComparison(Session source, Session target) {
        if (source.text(IDENTITY).equals(target.text(IDENTITY))) {
            throw stopped("source and target are the same database", "it would always equal itself", "Set both URLs.");
        }
        requireNoEngine(source, target);
        TargetState state = TargetState.of(source, target);
        if (state == TargetState.UNFINISHED) {
            throw stopped(
                    "the target holds an unfinished copy",
                    "rows are missing there that were not copied yet",
                    "Finish it first: dynolift "
                            + BegunCopy.of(target).orElseThrow().command());
        }
        return state;
    }

    /** Refuses while an engine may change a side, or what its log tells. */
    static void requireNoEngine(Session source, Session target) {
        for (Session side : List.of(source, target)) {
            if (EngineLock.isHeld(side)) {
                throw stopped(
                        "an engine works on the " + side.side(),
                        "the target changes while it is compared. `data sync` and `data reverse` compare every row"
                                + " themselves, inside their rounds, and so does `data copy` at its end",
                        "See what was compared with: dynolift data status");
            }
        }
    }

    /** Refuses a repair that could destroy what is newer than the source. */
    static void forRepair(TargetState state, Session target) {
        if (state == TargetState.TAKEN_OVER) {
            throw refused(
                    "the target has taken over: its rows are the newer ones, and a repair would put back old ones",
                    "To bring the target's writes to the source: dynolift data reverse");
        }
        if (state == TargetState.STAYED) {
            throw refused(
                    "a database has taken over from the source for good, and its rows are the newer ones",
                    "Check the URLs; to use the source again all the same: dynolift data clean --lower-fence"
                            + " --despite-takeover");
        }
        if (state == TargetState.TAKEN_OVER_ELSEWHERE) {
            throw refused(
                    "another database has taken over from the source, and this target does not know of it",
                    "Check the target's URL.");
        }
        if (state == TargetState.FOLLOWING || state == TargetState.GIVEN_BACK) {
            throw refused(
                    "a live move is under way, which compares rows and mends them itself",
                    "Go on with it: dynolift data sync");
        }
        if (Fence.stands(target)) {
            throw refused(
                    "the target refuses writes: it was fenced for the way back",
                    "Lower the fence when that is over: dynolift data clean --lower-fence");
        }
        List<String> others = target.query(OTHERS, row -> row.getString(1));
        if (!others.isEmpty()) {
            throw refused(
                    "others are connected to it: " + String.join(", ", others)
                            + ". If that is the app, what it wrote there would be lost",
                    "Stop what may write to the target, close other sessions, and run the same command again.");
        }
    }

    private static DynoliftException refused(String why, String next) {
        return stopped("the target is not repaired", why, next);
    }

    private static DynoliftException stopped(String what, String why, String next) {
        return new DynoliftException(ErrorCode.GATE, what, why, next);
    }
}
