package dev.dynolift.postgres;

import java.util.function.Supplier;

/** Work that is committed as a whole or not at all. */
public final class Transactions {

    private Transactions() {}

    /** Runs the work in a transaction of the session; any exception rolls it back and goes on. */
    public static void run(Session session, Runnable work) {
        supply(session, () -> {
            work.run();
            return true;
        });
    }

    /** The same with an answer. */
    public static <T> T supply(Session session, Supplier<T> work) {
        session.begin();
        try {
            T answer = work.get();
            session.commit();
            return answer;
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }
}
