package dev.dynolift.copy;

import dev.dynolift.control.ReplicaRole;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Workers;

/** A worker's two sessions: where rows come from, outside of a transaction, and where they go. */
public record CopySessions(Session source, Session target) implements Workers.Resource {

    public static CopySessions open(Moment source, Database target) {
        Session from = source.database().open("copy");
        try {
            Session to = target.open("copy");
            ReplicaRole.tryToTake(to);
            return new CopySessions(from, to);
        } catch (RuntimeException e) {
            from.close();
            throw e;
        }
    }

    @Override
    public void cancel() {
        source.cancel();
        target.cancel();
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
