package dev.dynolift.copy;

import dev.dynolift.control.ReplicaRole;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SessionPair;

/** What a worker copies with: where rows come from, outside of a transaction, and where they go without firing anything. */
final class CopySessions {

    private CopySessions() {}

    static SessionPair open(Moment source, Database target) {
        return SessionPair.open(() -> source.database().open("copy"), () -> receiver(target));
    }

    static Session receiver(Database target) {
        Session session = target.open("copy");
        try {
            ReplicaRole.tryToTake(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }
}
