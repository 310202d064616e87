package dev.dynolift.engine;

import dev.dynolift.capture.Capture;
import dev.dynolift.capture.CapturedTable;
import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Definition;
import dev.dynolift.catalog.Definitions;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Table;
import dev.dynolift.control.Direction;
import dev.dynolift.control.Phase;
import dev.dynolift.control.ProgressStore;
import dev.dynolift.control.ReplicaRole;
import dev.dynolift.copy.ChunkPlan;
import dev.dynolift.engine.Alterations.Alteration;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.rounds.KeptDefinitions;
import dev.dynolift.rounds.Recopies;
import dev.dynolift.schema.SchemaTransfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Makes a move go on when the sender's definitions are not those that the receiver follows any more. What can safely be
 * done at the receiver is done there, and whatever rows may be others without a word in the log are copied again; all else
 * stops the move with what was changed and what to do. Once the receiver has the same, however it came to it, the move
 * goes on. Not thread-safe.
 */
final class Adjustment {

    private final Session sender;
    private final Session receiver;
    private final EventListener events;
    private final KeptDefinitions kept;
    private final Recopies recopies;
    private final ProgressStore progress;

    Adjustment(Session sender, Session receiver, Direction direction, EventListener events) {
        this.sender = sender;
        this.receiver = receiver;
        this.events = events;
        this.kept = new KeptDefinitions(direction);
        this.recopies = new Recopies(direction);
        this.progress = new ProgressStore(direction);
    }

    /**
     * Returns the sender's catalog, which the receiver follows from now on.
     *
     * @throws DynoliftException (GATE) when somebody else has to do something first
     */
    Catalog run() {
        while (true) {
            Catalog catalog = CatalogReader.read(sender);
            Optional<Definitions> before = kept.read(receiver);
            SortedSet<String> changed = catalog.definitions().notFollowedFrom(before.orElse(catalog.definitions()));
            if (changed.isEmpty()) {
                if (!before.map(Definitions::byName)
                        .equals(Optional.of(catalog.definitions().byName()))) {
                    Transactions.run(receiver, () -> kept.keep(receiver, catalog.definitions()));
                }
                return catalog;
            }
            adjust(catalog, before.orElseThrow(), changed);
            for (Table table : catalog.tables()) {
                if (Capture.install(sender, new CapturedTable(table))) {
                    recopies.add(receiver, table.oid());
                    progress.forgetMoved(receiver);
                }
            }
            Catalog now = CatalogReader.read(sender);
            if (now.definitions().differingFrom(catalog.definitions()).isEmpty()) {
                Transactions.run(receiver, () -> kept.keep(receiver, now.definitions()));
                return now;
            }
        }
    }

    private void adjust(Catalog catalog, Definitions then, SortedSet<String> changed) {
        Definitions now = catalog.definitions();
        events.on(new Event.Note(
                Instant.now(),
                Event.Level.WARNING,
                "Definitions at the " + sender.side() + " have changed: " + String.join("; ", words(then, now, changed))
                        + "."));
        requireNoneReplaced(then, now, changed);
        Definitions there = Definitions.read(receiver);
        ReplicaRole.during(
                receiver,
                () -> Transactions.run(receiver, () -> {
                    List<String> done = alter(then, now, there, changed);
                    requireSame(then, now, there, changed);
                    Set<Long> unfollowed = unfollowed(then, now);
                    catalog.tables().forEach(table -> copyAgain(table, unfollowed));
                    done.forEach(sql -> events.on(new Event.Note(
                            Instant.now(), Event.Level.INFO, "Done at the " + receiver.side() + ": " + sql)));
                }));
    }

    /** A table in another's place is what a restored dump leaves: whose rows are right is not for us to say. */
    private void requireNoneReplaced(Definitions then, Definitions now, SortedSet<String> changed) {
        boolean replaced = changed.stream().anyMatch(name -> {
            Definition was = then.byName().get(name);
            Definition is = now.byName().get(name);
            return was != null
                    && is != null
                    && isReplaced(was, is)
                    && !is.isSequence()
                    && is.whole().isEmpty();
        });
        if (replaced) {
            throw refused(
                    words(then, now, changed),
                    "Was a dump restored there, or a table made anew? What the " + receiver.side()
                            + " has may be the only copy of rows that were in its place: look before you run `dynolift data"
                            + " clean`, empty the " + receiver.side() + " and move again.");
        }
    }

    private static boolean isReplaced(Definition was, Definition is) {
        return was.oid() != is.oid();
    }

    private List<String> alter(Definitions then, Definitions now, Definitions there, SortedSet<String> changed) {
        boolean early = progress.position(receiver).orElseThrow().phase().compareTo(Phase.LIVE) < 0;
        List<String> done = new ArrayList<>();
        for (Alteration alteration : Alterations.of(sender, then, now, there)) {
            if (early && !alteration.early()) {
                throw refused(
                        words(then, now, changed),
                        "The indexes of the " + receiver.side() + " are not built yet, so nothing is altered there."
                                + " Undo the change and run the same command again; or `dynolift data clean`, empty the"
                                + " target and move again.");
            }
            try {
                SchemaTransfer.alter(receiver, alteration.sql());
            } catch (DatabaseException e) {
                throw refused(
                        words(then, now, changed),
                        "The " + receiver.side() + " refused \"" + alteration.sql() + "\" (" + e.why()
                                + "). Make the same change there yourself, then run the same command again: it copies the"
                                + " table anew." + toMake(then, now, there));
            }
            done.add(alteration.sql());
        }
        return done;
    }

    /** Whether the receiver has what the sender has, of all that has changed. */
    private void requireSame(Definitions then, Definitions now, Definitions there, SortedSet<String> changed) {
        Definitions altered = Definitions.read(receiver);
        List<String> missing = new ArrayList<>();
        for (String name : changed) {
            Definition here = now.byName().get(name);
            Definition other = altered.byName().get(name);
            Definition before = then.byName().get(name);
            if (here == null
                    ? other != null
                    : other == null
                            || !here.holdsTheSameAs(other)
                            || (before == null || !before.key().equals(here.key()))
                                    && !here.key().equals(other.key())) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            throw refused(
                    words(then, now, changed),
                    "Make the same changes at the " + receiver.side() + " (" + String.join(", ", missing)
                            + "), then run the same command again: it copies these tables anew and goes on. Or"
                            + " `dynolift data clean`, empty the target and move again." + toMake(then, now, there));
        }
    }

    private String toMake(Definitions then, Definitions now, Definitions there) {
        List<String> statements = new NewRelations(sender).statements(then, now, there);
        return statements.isEmpty() ? "" : " What is new can be made there so: " + String.join("; ", statements) + ";";
    }

    private DynoliftException refused(List<String> changes, String next) {
        return new DynoliftException(
                ErrorCode.GATE,
                "definitions at the " + sender.side() + " have changed during the move",
                String.join("; ", changes),
                next);
    }

    private static List<String> words(Definitions then, Definitions now, SortedSet<String> changed) {
        List<String> words = new ArrayList<>();
        for (String name : changed) {
            Definition was = then.byName().get(name);
            Definition is = now.byName().get(name);
            List<String> changes = was == null || is == null ? List.of() : is.changesSince(was);
            if (was != null && is != null && isReplaced(was, is)) {
                words.add(name + " was replaced by another of the same name");
            } else if (was == null) {
                words.add(name + " is new");
            } else if (is == null) {
                words.add(name + " is gone");
            } else if (!changes.isEmpty()) {
                words.add(name + ": " + String.join(", ", changes));
            } else {
                words.add(name
                        + (is.isRewrittenSince(was)
                                ? " was rewritten"
                                : " had its capture triggers switched off or replaced"));
            }
        }
        return words;
    }

    /** Those that are new, or whose rows may be others although no log says so. */
    private static Set<Long> unfollowed(Definitions then, Definitions now) {
        Map<Long, String> before = then.namesByOid();
        Set<Long> relations = new HashSet<>();
        now.byName().values().forEach(is -> {
            Definition was = then.byName().get(before.getOrDefault(is.oid(), ""));
            if (was == null || !is.followsFrom(was)) {
                relations.add(is.oid());
            }
        });
        return relations;
    }

    private void copyAgain(Table table, Set<Long> unfollowed) {
        table.leaves().stream()
                .map(Leaf::oid)
                .filter(unfollowed::contains)
                .forEach(leaf -> recopies.add(receiver, leaf));
        if (unfollowed.contains(table.oid())) {
            recopies.add(receiver, table.oid());
            ChunkPlan.forget(receiver, table);
        }
    }
}
