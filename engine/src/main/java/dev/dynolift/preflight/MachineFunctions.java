package dev.dynolift.preflight;

import java.util.List;
import java.util.function.Consumer;

/** Functions that only a superuser may create. */
final class MachineFunctions implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        List<String> functions = sides.names(Side.SOURCE, "machine_functions.sql");
        if (!functions.isEmpty() && !sides.target().yes("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")) {
            found.accept(Finding.blocking(
                    Side.SOURCE,
                    "functions in machine code: " + Listing.of(functions),
                    "Only a superuser may create such, and RDS has none.",
                    "Write them in SQL or PL/pgSQL, or DROP them if nothing uses them."));
        }
    }
}
