package dev.dynolift.engine;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.event.Event;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.Session;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.ObjectComparison.ObjectDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sender has beside tables and the receiver has not: the app misses it from the switch on. */
final class LeftBehind {

    private static final int TOLD = 20;

    private LeftBehind() {}

    /** What a person should know of it before the switch; nothing when both sides are alike. */
    static Optional<Event> look(Session sender, Catalog catalog, Session receiver) {
        Set<String> aside = LooseEnds.names(receiver);
        List<String> left = ObjectComparison.compare(sender, catalog, receiver).differences().stream()
                .filter(difference -> !difference.isOfState()
                        && !difference.isOfLargeObject()
                        && !difference.isOfExtensionRows()
                        && !difference.isBeyond()
                        && !comesBack(difference, aside, receiver.side()))
                .map(difference -> difference.kind() + " " + difference.name() + " " + difference.what())
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Event.Note(
                        Instant.now(),
                        Event.Level.WARNING,
                        "Not alike at the " + receiver.side() + ": "
                                + left.stream().limit(TOLD).collect(Collectors.joining("; "))
                                + (left.size() > TOLD ? "; and " + (left.size() - TOLD) + " more" : "")
                                + ". The app may miss that there: make it by hand."));
    }

    /** Foreign keys and triggers stand aside at the receiver of a way back, for our writes, and come back at its end. */
    private static boolean comesBack(ObjectDifference difference, Set<String> aside, String receiver) {
        return aside.contains(difference.kind() + " " + difference.name())
                && (difference.what().equals("is missing at the " + receiver)
                        || difference.what().endsWith(": enabled, " + receiver + ": disabled")
                        || difference.what().endsWith(": always, " + receiver + ": disabled"));
    }
}
