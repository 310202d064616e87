package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.AppDetails.Unread;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.stream.Stream;

/** A formation that Heroku did not show. */
final class DynosUnknown extends AppRule {

    DynosUnknown() {
        super("dynos-unknown", BLOCKING, "b45");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return findingIf(
                app.lacks(Unread.FORMATION),
                app.name(),
                "How many dynos run, and of which size, is not known: Heroku did not show the formation.",
                "A number that nobody knows is not none: the plan has one task of the smallest size for each process type, which is a guess.",
                "Audit again with a login that may read it, or set `count`, `cpu` and `memoryMib` of every service of "
                        + app.name() + " in plan.yaml.",
                "/apps/" + app.name() + "/formation");
    }
}
