package dev.dynolift.engine;

import dev.dynolift.control.Direction;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.fence.LooseEnds;
import dev.dynolift.postgres.DatabaseException;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.schema.SchemaTransfer;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Notices what a deploy makes, alters or drops at the sender beside tables and columns: defaults, indexes, constraints,
 * triggers, views, functions, types and the rarer kinds. What can be repeated without harm is done at the receiver, and all
 * else is told with the statement that does it there. What the sender had is kept at the receiver, so that changes are seen
 * which were made while no engine ran; a change that the receiver cannot take yet is tried again until it can, as it may
 * come with rows that are still on their way. Not thread-safe.
 */
final class ObjectWatch {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(3);

    /** So often in a row a look may fail: one a second, as long as a deploy lasts. */
    private static final int FAILED_LOOKS = 60;

    /** One look takes as long as so many others must be apart: a twentieth of one processor. */
    private static final int SHARE = 20;

    private static final String FOREIGN_KEY = "foreign key ";

    private final Session sender;
    private final Session receiver;
    private final EventListener events;
    private final KeptObjects kept;
    /** What the receiver could not take, with how often that was tried. */
    private final Map<String, Integer> failures = new HashMap<>();

    private final Map<String, String> told = new HashMap<>();

    private @Nullable String seen;
    private @Nullable String labels;
    private Instant lookAgain = Instant.EPOCH;
    private Instant due = Instant.EPOCH;
    private boolean begun;
    private int failedLooks;

    ObjectWatch(Direction direction, Session sender, Session receiver, EventListener events) {
        this.sender = sender;
        this.receiver = receiver;
        this.events = events;
        this.kept = new KeptObjects(direction, receiver);
    }

    /** Keeps what the sender has before its definitions are read; an engine that was killed then may have done so already. */
    void begin() {
        if (kept.read().isEmpty()) {
            String digest = digest();
            Map<String, String> now = ObjectsNow.read(sender).texts();
            Transactions.run(receiver, () -> {
                kept.begin(now);
                kept.keepDigest(digest);
            });
        }
    }

    /** Whether it is time to look again: looks take a small share of the sender's time, however much it holds. */
    boolean isDue() {
        return !Instant.now().isBefore(due);
    }

    /**
     * Looks whether anything has changed, which costs little as long as nothing has.
     *
     * @param tablesFollowed throws where tables have changed too and the receiver does not have that yet: what was made
     *     for them comes after them
     */
    void look(Runnable tablesFollowed) {
        try {
            goOn();
            Instant began = Instant.now();
            String digest = digest();
            due = Instant.now().plus(Duration.between(began, Instant.now()).multipliedBy(SHARE));
            if (!digest.equals(seen) || !failures.isEmpty() && Instant.now().isAfter(lookAgain)) {
                String labelsNow = labels(sender);
                if (follow(tablesFollowed)) {
                    Transactions.run(receiver, () -> kept.keepDigest(digest));
                }
                seen = digest;
                labels = labelsNow;
                lookAgain = Instant.now().plus(TRY_AGAIN_AFTER);
                failedLooks = 0;
            }
        } catch (DatabaseException e) {
            // What is being dropped cannot be written out, nor can what somebody has locked. A broken connection is
            // noticed by the next round.
            seen = null;
            failedLooks++;
            if (e.isUnreachable() || failedLooks > FAILED_LOOKS) {
                throw e;
            }
        }
    }

    /** What an earlier engine has followed needs not be read again where nothing has changed since. */
    private void goOn() {
        if (!begun) {
            begun = true;
            // First, so that a label which is renamed in between is seen by the digest.
            String labelsNow = labels(sender);
            if (isFollowed()) {
                seen = kept.digest().orElseThrow();
                labels = labelsNow;
            }
        }
    }

    private boolean isFollowed() {
        Optional<String> followed = kept.digest();
        return followed.isPresent() && followed.get().equals(digest());
    }

    /** Whether nothing has changed since the last look. */
    boolean isUnchanged() {
        return digest().equals(seen);
    }

    /** Whether rows read alike on both sides at the state that a session sees: a label may have got another name. */
    boolean labelsAreFollowed(Session atRound) {
        return labels(atRound).equals(labels);
    }

    /**
     * Takes away from the receiver what refuses rows that the sender takes: rules that it has given up, and enums without
     * its labels. Returns whether there was any. All else waits for a look.
     */
    boolean giveWay() {
        if (isFollowed()) {
            return false;
        }
        Map<String, String> then = kept.read();
        if (then.isEmpty()) {
            return false;
        }
        boolean done = false;
        ObjectsNow now = ObjectsNow.read(sender);
        for (ObjectChange change : changes(changed(then, now.texts()), then, now)) {
            boolean kept = change.now() == null && change.refusal(receiver).isPresent();
            if (!kept && change.kind().filter(FollowedKind::refusesRows).isPresent()) {
                done |= drop(change) == Outcome.DONE;
            } else if (change.isOf(FollowedKind.ENUM)) {
                done |= make(change) == Outcome.DONE;
            }
        }
        return done;
    }

    /** Returns whether nothing is left that is to be tried again. */
    private boolean follow(Runnable tablesFollowed) {
        Map<String, String> then = kept.read();
        ObjectsNow now = ObjectsNow.read(sender);
        Map<String, String> texts = now.texts();
        Set<String> names = changed(then, texts);
        if (names.isEmpty()) {
            failures.clear();
            return true;
        }
        Set<String> open = new HashSet<>();
        if (!then.isEmpty()) {
            names.stream().filter(name -> now.get(name) == null).forEach(name -> {
                // Once it comes again, that is news.
                told.computeIfPresent(name, (gone, text) -> text.contains(" is gone;") ? text : null);
                forget(name);
            });
            List<ObjectChange> later = new ArrayList<>();
            for (ObjectChange change : changes(names, then, now)) {
                if (change.isOf(FollowedKind.ENUM)) {
                    remember(open, change, make(change));
                } else {
                    later.add(change);
                }
            }
            if (!later.isEmpty()) {
                tablesFollowed.run();
                followOthers(later, open);
            }
        }
        names.removeAll(open);
        Transactions.run(receiver, () -> {
            kept.forgetDigest();
            kept.keep(names, texts);
        });
        failures.keySet().retainAll(open);
        return open.isEmpty();
    }

    /** A foreign key that stands aside for our writes does not come back when the sender has given it up. */
    private void forget(String gone) {
        if (gone.startsWith(FOREIGN_KEY) && LooseEnds.forget(receiver, gone.substring(FOREIGN_KEY.length()))) {
            events.on(new Event.Note(
                    Instant.now(),
                    Event.Level.INFO,
                    "At the " + sender.side() + " the " + gone + " is gone; it will not be put back at the "
                            + receiver.side() + "."));
        }
    }

    /** First whatever goes, then whatever comes; again as long as that helps, as one thing may be made of another. */
    private void followOthers(List<ObjectChange> changes, Set<String> open) {
        List<ObjectChange> waiting = new ArrayList<>();
        for (ObjectChange change : changes) {
            Outcome outcome = drop(change);
            if (change.now() == null || outcome == Outcome.FAILED) {
                remember(open, change, outcome);
            } else {
                waiting.add(change);
            }
        }
        boolean helped = true;
        while (helped && !waiting.isEmpty()) {
            helped = false;
            for (ObjectChange change : List.copyOf(waiting)) {
                Outcome outcome = make(change);
                if (outcome != Outcome.FAILED) {
                    waiting.remove(change);
                    helped |= outcome == Outcome.DONE;
                }
            }
        }
        waiting.forEach(change -> remember(open, change, Outcome.FAILED));
    }

    private void remember(Set<String> open, ObjectChange change, Outcome outcome) {
        if (outcome == Outcome.FAILED) {
            open.add(change.name());
            failures.merge(change.name(), 1, Integer::sum);
        }
    }

    private List<ObjectChange> changes(Set<String> names, Map<String, String> then, ObjectsNow now) {
        if (names.isEmpty()) {
            return List.of();
        }
        ObjectsNow there = ObjectsNow.read(receiver);
        return names.stream()
                .map(name -> {
                    DefinedObject is = now.get(name);
                    DefinedObject other = there.get(name);
                    Optional<FollowedKind> kind = Optional.ofNullable(is == null ? other : is)
                            .map(DefinedObject::kind)
                            .flatMap(FollowedKind::of);
                    return new ObjectChange(name, kind, is, then.get(name), other);
                })
                .filter(change -> !change.isDoneAlready() && !standsAside(change))
                .sorted(Comparator.comparing(
                        change -> change.kind().map(Enum::ordinal).orElse(Integer.MAX_VALUE)))
                .toList();
    }

    /** A foreign key that the receiver has, and that comes back when our writes are over. */
    private boolean standsAside(ObjectChange change) {
        DefinedObject now = change.now();
        return now != null && change.isOf(FollowedKind.FOREIGN_KEY) && LooseEnds.isOut(receiver, now.name());
    }

    private static Set<String> changed(Map<String, String> then, Map<String, String> now) {
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(then.get(name), now.get(name)));
        return names;
    }

    private enum Outcome {
        DONE,
        NOTHING,
        REFUSED,
        FAILED
    }

    private Outcome drop(ObjectChange change) {
        if (change.now() == null) {
            Optional<String> refusal = change.refusal(receiver);
            if (refusal.isPresent()) {
                say(change, "", refusal.get());
                return Outcome.REFUSED;
            }
        }
        return change.dropping(receiver)
                .map(statement -> attempt(change, statement))
                .orElse(Outcome.NOTHING);
    }

    private Outcome make(ObjectChange change) {
        if (change.now() == null) {
            return Outcome.NOTHING;
        }
        String statement = change.making(sender, receiver);
        Optional<String> refusal = change.refusal(receiver);
        if (refusal.isPresent()) {
            say(change, statement, refusal.get());
            return Outcome.REFUSED;
        }
        return statement.isEmpty() ? Outcome.NOTHING : attempt(change, statement);
    }

    private Outcome attempt(ObjectChange change, String statement) {
        try {
            Transactions.run(receiver, () -> {
                receiver.execute("SET LOCAL lock_timeout = '5s'; SET LOCAL check_function_bodies = off");
                SchemaTransfer.alter(receiver, statement);
            });
            say(change, statement, "");
            return Outcome.DONE;
        } catch (DatabaseException e) {
            // At the first time it may want rows that the next rounds bring.
            if (failures.getOrDefault(change.name(), 0) == 1) {
                say(change, statement, e.why() + "; it is tried again and again");
            }
            return Outcome.FAILED;
        }
    }

    /** What is not done is told once, as long as nothing else was told of the same thing. */
    private void say(ObjectChange change, String statement, String refusal) {
        boolean done = refusal.isEmpty();
        String text = "At the " + sender.side() + " the " + change.words() + "; "
                + (done
                        ? "done at the " + receiver.side() + ": " + statement
                        : "not done at the " + receiver.side() + ": " + refusal + ". "
                                + (statement.isEmpty()
                                        ? "Make the same change there."
                                        : "To do it there: " + statement));
        if (!text.equals(told.put(change.name(), text)) || done) {
            events.on(new Event.Note(Instant.now(), done ? Event.Level.INFO : Event.Level.WARNING, text));
        }
    }

    private String digest() {
        return sender.text(SqlFile.of(ObjectWatch.class, "objects_digest.sql").text());
    }

    private static String labels(Session session) {
        return session.text(SqlFile.of(ObjectWatch.class, "labels_digest.sql").text());
    }
}
