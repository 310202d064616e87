package dev.dynolift.engine;

import dev.dynolift.control.Compared;
import dev.dynolift.control.Control;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How far the comparison is that a fence waits for, and how long the rest takes at the pace that was seen since somebody
 * waits. The app writes meanwhile. Not thread-safe.
 */
final class ProofProgress {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A pace that was looked at for a shorter while tells nothing. */
    private static final Duration PACE_AFTER = Duration.ofSeconds(5);

    private static final Duration TELL_FIRST = Duration.ofSeconds(1);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    private final FenceTerms terms;
    private final String of;
    private final Instant began = Instant.now();
    private Control.Status first = Control.plain("");
    private Control.Status latest = first;
    private Instant seen = began;
    private Instant tell = began.plus(TELL_FIRST);

    /** @param name of the database, where there are several; else empty */
    ProofProgress(FenceTerms terms, String name) {
        this.terms = terms;
        this.of = name.isEmpty() ? "" : " of " + name;
    }

    /** Looks what the engine says, and tells it from time to time. */
    void look(Session sender) {
        Instant now = Instant.now();
        if (Duration.between(seen, now).compareTo(LOOK_EVERY) < 0) {
            return;
        }
        Optional<Control.Status> status = new Control(terms.direction()).status(sender);
        if (status.isEmpty()) {
            return;
        }
        seen = now;
        latest = status.get();
        // An engine that begins anew begins its comparison anew.
        if (first.state().isEmpty()
                || latest.compared().rows() < first.compared().rows()) {
            first = latest;
        }
        if (!now.isBefore(tell) && isMissing()) {
            terms.waiting().accept(words());
            tell = now.plus(Duration.between(began, now).compareTo(PACE_AFTER) < 0 ? PACE_AFTER : TELL_AGAIN);
        }
    }

    /** Whether it is the comparison, or what comes before it, that the fence waits for. */
    boolean isMissing() {
        return !first.state().isEmpty() && (isBefore() || !terms.unverified() && !latest.proved());
    }

    /** The engine has not come to its comparison yet. */
    private boolean isBefore() {
        return latest.compared().tablesInAll() == 0;
    }

    private String words() {
        return isBefore()
                ? "Waits for the engine" + of + ", which is at \"" + latest.state()
                        + "\"; rows are compared after that." + " The app writes meanwhile."
                : "Waits until every row" + of + " is compared; the app writes meanwhile. " + progress()
                        + ". To hand over without waiting: " + terms.withoutProof();
    }

    /** The error of a fence that was asked for too early. */
    DynoliftException notInTime() {
        return new DynoliftException(
                ErrorCode.PROCESS,
                "no write was refused, as " + (isBefore() ? "the engine" : "the comparison of every row") + of
                        + " is not so far",
                "it was waited for " + terms.patience().toSeconds() + " s; "
                        + (isBefore() ? "the engine is at \"" + latest.state() + "\"" : progress()),
                "The order is withdrawn, and the app writes where it wrote before. Give it again when `dynolift data status`"
                        + " says that all is proved, or with a longer --wait"
                        + (isBefore() ? "." : "; or, to hand over without the proof: " + terms.withoutProof()));
    }

    private String progress() {
        Compared compared = latest.compared();
        return compared.words() + " are compared; " + left(compared);
    }

    private String left(Compared compared) {
        long rows = compared.rows() - first.compared().rows();
        long missing = compared.rowsInAll() - compared.rows();
        Duration since = Duration.between(began, seen);
        if (since.compareTo(PACE_AFTER) < 0 || rows <= 0) {
            return "how long the rest takes is not known yet";
        }
        long seconds = Math.max(1, Math.round(missing * (since.toMillis() / 1000.0) / rows));
        String duration = seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? seconds / 60 + " min" : String.format(Locale.ROOT, "%,d h", seconds / 3600);
        return "the rest takes about " + duration + " at this pace";
    }
}
