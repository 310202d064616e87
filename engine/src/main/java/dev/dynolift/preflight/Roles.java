package dev.dynolift.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Roles that definitions name: who is in policies, who has rights, who owns. */
final class Roles implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (!sides.kind().makesDefinitions()) {
            return;
        }
        policies(sides, found);
        List<String> granted = missing(sides, sides.names(Side.SOURCE, "granted_roles.sql"));
        if (!granted.isEmpty()) {
            found.accept(Finding.warning(
                    Side.TARGET,
                    "it has no role " + Listing.of(granted),
                    "The source grants rights to " + (granted.size() == 1 ? "it" : "them")
                            + "; those grants are left out.",
                    "CREATE ROLE each at the target before, or grant there afterwards."));
        }
        List<String> owners = sides.names(Side.SOURCE, "owners.sql");
        if (!owners.isEmpty()) {
            found.accept(Finding.info(
                    Side.TARGET,
                    "what " + Listing.of(owners) + " owns at the source will belong to "
                            + sides.names(Side.TARGET, "new_owner.sql").get(0),
                    "The target's objects have one owner: the database's."));
        }
    }

    private static void policies(Sides sides, Consumer<Finding> found) {
        sides
                .source()
                .query(sides.ofSource("policy_roles.sql").text(), row -> List.of(row.getString(1), row.getString(2)))
                .stream()
                .filter(policy -> isMissing(sides, policy.get(0)))
                .forEach(policy -> found.accept(Finding.warning(
                        Side.TARGET,
                        "it has no role " + policy.get(0),
                        "A row-level policy of " + policy.get(1)
                                + " names it; the policy will be for its other roles, or the owner.",
                        "CREATE ROLE it at the target before; NOLOGIN is enough.")));
    }

    private static List<String> missing(Sides sides, List<String> roles) {
        List<String> missing = new ArrayList<>(roles);
        missing.removeIf(role -> !isMissing(sides, role));
        return missing;
    }

    private static boolean isMissing(Sides sides, String role) {
        return !sides.target().yes("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
    }
}
