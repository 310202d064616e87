package dev.dynolift.engine;

import dev.dynolift.control.Control;
import dev.dynolift.control.JointRequest;
import dev.dynolift.control.JointRequest.State;
import dev.dynolift.control.JointRequest.Step;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.fence.Fence;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Has the engines of an app's several databases fence and hand over together. No fence is raised before all have compared
 * every row, none hands over before all stand behind their fences with nothing left to move; until then one refusal lowers
 * all of them. Each step is taken by all engines at the same time, so the app waits for the slowest and not for their sum.
 * Once all stand ready, the word to hand over is given to one after the other, within an instant: should it not reach one of
 * them, that one lets its app write again, and the same order carries out what is left. Not thread-safe.
 */
public final class JointOrder implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Lowering a fence takes an instant. */
    private static final Duration LOWERED_WITHIN = Duration.ofSeconds(20);

    private final FenceTerms terms;
    private final Instant deadline;
    private final List<Asked> all = new ArrayList<>();
    private boolean handingOver;

    private JointOrder(FenceTerms terms) {
        this.terms = terms;
        this.deadline = Instant.now().plus(terms.patience());
    }

    /**
     * One of the databases.
     *
     * @param name what people call it
     * @param sender the side that is to be fenced
     */
    public record Member(String name, Database sender) {}

    /**
     * What was done.
     *
     * @param took from the first fence that was asked for to the last word that its receiver has taken over
     * @param told what the engines have to say, a sentence each
     */
    public record Done(Duration took, List<String> told) {}

    private record Asked(String name, Session session, long number, ProofProgress proof) {

        State look() {
            return JointRequest.look(session, number);
        }
    }

    /**
     * Fences all of them, or none; without a wait for the comparison of every row where the terms say so.
     *
     * @throws DynoliftException (GATE) when an engine refuses, (PROCESS) when one does not answer in time: the error says
     *     which, and whether any has handed over
     */
    public static Done fence(List<Member> members, FenceTerms terms) {
        try (JointOrder order = new JointOrder(terms)) {
            try {
                members.forEach(order::ask);
                return order.carryOut();
            } catch (DynoliftException e) {
                order.withdraw();
                throw order.handingOver ? e : order.afterwards(e);
            } catch (RuntimeException e) {
                order.withdraw();
                throw e;
            }
        }
    }

    private void ask(Member member) {
        Session session = member.sender().open("order");
        try {
            all.add(new Asked(
                    member.name(),
                    session,
                    JointRequest.ask(session, terms.unverified()),
                    new ProofProgress(terms, member.name())));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private Done carryOut() {
        awaitAll(Step.PROOF);
        Instant began = Instant.now();
        all.forEach(asked -> JointRequest.allow(asked.session(), asked.number(), Step.FENCE));
        awaitAll(Step.FENCE);
        handingOver = true;
        List<Asked> allowed = all.stream()
                .filter(asked -> JointRequest.allow(asked.session(), asked.number(), Step.HAND_OVER))
                .toList();
        List<String> told = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Asked asked : all) {
            String answer = allowed.contains(asked) ? awaitAnswer(asked) : "it had given up waiting";
            if (!Control.isDone(answer)) {
                failed.add(asked.name() + " (" + answer + ")");
            }
            answer.lines().skip(1).forEach(line -> told.add(asked.name() + ": " + line));
        }
        if (!failed.isEmpty()) {
            throw new DynoliftException(
                    ErrorCode.GATE,
                    failed.size() == all.size() ? "no database was handed over" : "not all databases were handed over",
                    "these were not: " + String.join(", ", failed),
                    "Point the app at none of the new databases yet. See that an engine runs for each of these, then give"
                            + " the same order again: it carries out what is left.");
        }
        return new Done(Duration.between(began, Instant.now()), told);
    }

    /** Waits until all have come so far at the same time. */
    private void awaitAll(Step step) {
        while (true) {
            List<Asked> missing = new ArrayList<>();
            for (Asked asked : all) {
                State state = asked.look();
                if (state.answer().isPresent()) {
                    throw refused(asked, state.answer().get());
                }
                if (state.reached()
                        .filter(reached -> reached.compareTo(step) >= 0)
                        .isEmpty()) {
                    missing.add(asked);
                    if (step == Step.PROOF) {
                        asked.proof().look(asked.session());
                    }
                }
            }
            if (missing.isEmpty()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                Optional<Asked> unproved = missing.stream()
                        .filter(asked -> step == Step.PROOF && asked.proof().isMissing())
                        .findFirst();
                if (unproved.isPresent()) {
                    throw unproved.get().proof().notInTime();
                }
                throw new DynoliftException(
                        ErrorCode.PROCESS,
                        "not all engines are ready in time",
                        "these are not: " + missing.stream().map(Asked::name).collect(Collectors.joining(", ")),
                        "The order is withdrawn, and the app writes where it wrote before. `dynolift data status --database"
                                + " NAME` says what an engine does; give the order again when all are proved.");
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private static DynoliftException refused(Asked by, String answer) {
        return new DynoliftException(
                ErrorCode.GATE,
                "the engine of " + by.name() + " did not fence, so none does",
                answer,
                "The app writes where it wrote before. Mend the reason and give the order again.");
    }

    /** The error once all orders are withdrawn, which lowers the fences that stand already. */
    private DynoliftException afterwards(DynoliftException e) {
        String fenced = stillFenced();
        return fenced.isEmpty()
                ? e
                : new DynoliftException(
                        e.code(),
                        e.what(),
                        e.why(),
                        "Writes are still refused at " + fenced
                                + "; an engine that is started lets them be again. Mend the reason and give the order"
                                + " again.",
                        e);
    }

    private String stillFenced() {
        Instant end = Instant.now().plus(LOWERED_WITHIN);
        while (true) {
            String fenced = all.stream()
                    .filter(asked -> Fence.stands(asked.session()))
                    .map(Asked::name)
                    .collect(Collectors.joining(", "));
            if (fenced.isEmpty() || Instant.now().isAfter(end)) {
                return fenced;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private String awaitAnswer(Asked asked) {
        while (true) {
            State state = asked.look();
            if (state.answer().isPresent()) {
                return state.answer().get();
            }
            if (Instant.now().isAfter(deadline)) {
                return "its engine does not answer";
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    /** Takes back what can be: an engine that cannot be told lets the app write again by itself. */
    private void withdraw() {
        for (Asked asked : all) {
            try {
                JointRequest.withdraw(asked.session(), asked.number());
            } catch (DynoliftException gone) {
                // Its engine hears nothing from us any more, and acts on that.
                asked.session().close();
            }
        }
    }

    @Override
    public void close() {
        all.forEach(asked -> asked.session().close());
    }
}
