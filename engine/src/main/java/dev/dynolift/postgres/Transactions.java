package dev.dynolift.postgres;

/** Work that is committed as a whole or not at all. */
public final class Transactions {

    private Transactions() {}

    /** Runs the work in a transaction of the session; any exception rolls it back and goes on. */
    public static void run(Session session, Runnable work) {
        session.begin();
        try {
            work.run();
            session.commit();
        } catch (RuntimeException e) {
            session.rollback();
            throw e;
        }
    }
}
