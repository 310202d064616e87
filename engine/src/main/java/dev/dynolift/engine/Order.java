package dev.dynolift.engine;

import dev.dynolift.control.Control;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Gives an engine that runs elsewhere an order, and waits until it is carried out. */
public final class Order {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** An engine that has begun to refuse writes says within seconds how it ended. */
    private static final Duration LAST_WORD = Duration.ofSeconds(60);

    private Order() {}

    /**
     * Asks the engine that reads {@code sender} and waits for its answer.
     *
     * @return what else the engine has to say, a sentence each
     * @param isAlive whether waiting makes sense still; asked now and then
     * @throws DynoliftException (GATE) when the engine refuses, (PROCESS) when there is none any more, or when it takes
     *     longer than the patience
     */
    public static List<String> give(Database sender, Control.Kind kind, Duration patience, BooleanSupplier isAlive) {
        return give(sender, kind, false, patience, isAlive, null);
    }

    /** Asks for the fence, and tells how far the comparison is that it waits for. */
    public static List<String> fence(Database sender, FenceTerms terms) {
        return give(
                sender,
                Control.Kind.FENCE,
                terms.unverified(),
                terms.patience(),
                () -> true,
                new ProofProgress(terms, ""));
    }

    private static List<String> give(
            Database sender,
            Control.Kind kind,
            boolean unverified,
            Duration patience,
            BooleanSupplier isAlive,
            @Nullable ProofProgress proof) {
        Instant deadline = Instant.now().plus(patience);
        try (Session session = sender.open("order")) {
            Control.ask(session, kind, unverified);
            while (true) {
                // Asked first: an engine answers and ends in that order.
                boolean alive = isAlive.getAsBoolean();
                Optional<String> answer = Control.answer(session, kind);
                if (answer.isPresent()) {
                    return requireDone(kind, answer.get());
                }
                if (proof != null) {
                    proof.look(session);
                }
                if (!alive || Instant.now().isAfter(deadline)) {
                    // Left open, it would make the next engine fence the app when nobody waits for that any more.
                    boolean withdrawn = withdraw(session, kind, alive);
                    if (withdrawn && proof != null && proof.isMissing()) {
                        throw proof.notInTime();
                    }
                    if (withdrawn || Instant.now().isAfter(deadline.plus(LAST_WORD))) {
                        throw unanswered(
                                kind,
                                alive ? "it took longer than " + patience.toSeconds() + " s" : "the engine has ended",
                                withdrawn);
                    }
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private static boolean withdraw(Session session, Control.Kind kind, boolean alive) {
        if (alive) {
            return Control.withdraw(session, kind);
        }
        Control.abandon(session, kind);
        return true;
    }

    private static DynoliftException unanswered(Control.Kind kind, String why, boolean withdrawn) {
        return new DynoliftException(
                ErrorCode.PROCESS,
                "no engine answered the order to " + kind.word(),
                why,
                (withdrawn ? "The order is withdrawn." : "An engine has begun to carry it out, and goes on.")
                        + " `dynolift data status` says what the engine does; give the order again when one runs.");
    }

    private static List<String> requireDone(Control.Kind kind, String answer) {
        List<String> lines = answer.lines().toList();
        if (!Control.isDone(answer)) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    "the engine did not " + kind.word(),
                    answer,
                    "The app writes where it wrote before. Mend the reason and give the order again.");
        }
        return lines.subList(1, lines.size());
    }
}
