package dev.dynolift.preflight;

import java.util.function.Consumer;

/** Transactions of two phases that wait for their second one. */
final class PreparedTransactions implements Check {

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        long prepared =
                sides.source().number("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()");
        if (prepared == 0) {
            return;
        }
        String next = "COMMIT PREPARED or ROLLBACK PREPARED each (pg_prepared_xacts names them).";
        String what = Listing.count(prepared, "prepared transaction") + (prepared == 1 ? " is" : " are") + " open";
        if (sides.kind().changesSource()) {
            found.accept(Finding.blocking(
                    Side.SOURCE, what, "Nobody can wait for them or end them when writes are to be refused.", next));
        } else {
            found.accept(Finding.warning(
                    Side.SOURCE,
                    what,
                    "What they changed is not committed, so it is not in the copy; and their locks can hold it up.",
                    next));
        }
    }
}
