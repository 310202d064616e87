package dev.dynolift.postgres;

import java.util.function.Supplier;

/** A session at either side, opened and closed together: what a worker needs that looks at both. */
public record SessionPair(Session source, Session target) implements Workers.Resource {

    /** Opens both or none. */
    public static SessionPair open(Supplier<Session> source, Supplier<Session> target) {
        Session from = source.get();
        try {
            return new SessionPair(from, target.get());
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
