package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Policies that would hide rows from us: our sessions switch hiding off, so the server refuses instead. */
final class RowSecurity implements Check {

    private static final String PASSES_POLICIES =
            "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user";

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> hiding = sides.names(Side.SOURCE, "row_security.sql");
        if (!hiding.isEmpty()) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "row-level security hides rows of " + Listing.of(hiding) + " from the role",
                    "Rows that it does not see would be missing at the target, so the server is told to refuse.",
                    "For the time of the move, as the owner: ALTER TABLE … NO FORCE ROW LEVEL SECURITY; the app's role"
                            + " should then not be the owner. Or use a role with BYPASSRLS."));
            return;
        }
        List<String> forced = sides.names(Side.SOURCE, "row_security_forced.sql");
        if (!forced.isEmpty() && !sides.target().yes(PASSES_POLICIES)) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "row-level security will hide rows of " + Listing.of(forced) + " from the role",
                    "It is forced on the owner too, so rows there could be neither written nor compared.",
                    "Use a role with BYPASSRLS there, or NO FORCE ROW LEVEL SECURITY at the source for the time of the"
                            + " move."));
        }
    }
}
