package dev.dynolift.engine;

import dev.dynolift.catalog.Catalog;
import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Leaf;
import dev.dynolift.catalog.Omissions;
import dev.dynolift.catalog.Table;
import dev.dynolift.catalog.TableSelection;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A source at the moment that is copied, with what it holds then.
 *
 * @param catalog without what is left behind
 * @param omissions what is left behind, as others were selected
 * @param at before the moment, by this machine's clock: what was committed until then is seen
 */
record StandingSource(Moment moment, Catalog catalog, Omissions omissions, Instant at) implements AutoCloseable {

    private static final int TRIES = 5;

    /**
     * Holds a snapshot of a source that may be at work. What it holds is read before and after: a table that is
     * truncated or rewritten in between would look empty at the snapshot.
     */
    static StandingSource hold(Database source) {
        for (int tries = 0; tries < TRIES; tries++) {
            Catalog before = read(source);
            Instant at = Instant.now();
            Moment moment = Moment.hold(source);
            try {
                try (Session session = moment.open("catalog")) {
                    Catalog now = CatalogReader.read(session);
                    if (now.definitions().equals(before.definitions())
                            && files(now).equals(files(before))) {
                        return new StandingSource(moment, now, Omissions.NONE, at);
                    }
                }
                moment.close();
            } catch (RuntimeException e) {
                moment.close();
                throw e;
            }
        }
        throw new DynoliftException(
                ErrorCode.DATABASE,
                "the source's tables do not stand still",
                "each of " + TRIES + " times, tables were created, altered, truncated or rewritten within a second",
                "Run the same command again when no deploy and no maintenance is at work.");
    }

    /** A source whose rows stand still by themselves. */
    static StandingSource passing(Database source) {
        return new StandingSource(Moment.passing(source), read(source), Omissions.NONE, Instant.now());
    }

    /** The same with some of its tables; the moment stays one and the same. */
    StandingSource selecting(TableSelection selection) {
        if (selection.isEverything()) {
            return this;
        }
        try (Session session = moment.open("catalog")) {
            Omissions left = Omissions.of(session, catalog, selection);
            return new StandingSource(moment, left.rest(catalog), left, at);
        }
    }

    /**
     * The tables whose rows lie in another file by now, or nowhere. What is read of them at a held moment may be less than
     * there was then.
     */
    List<Table> moved() {
        Map<String, Long> now = files(read(moment.database()));
        return catalog.tables().stream()
                .filter(table -> table.leaves().stream()
                        .anyMatch(leaf -> !Objects.equals(leaf.filenode(), now.get(leaf.quoted()))))
                .toList();
    }

    private static Catalog read(Database source) {
        try (Session session = source.open("catalog")) {
            return CatalogReader.read(session);
        }
    }

    private static Map<String, Long> files(Catalog catalog) {
        Map<String, Long> files = new HashMap<>();
        catalog.tables().forEach(table -> {
            for (Leaf leaf : table.leaves()) {
                files.put(leaf.quoted(), leaf.filenode());
            }
        });
        return files;
    }

    @Override
    public void close() {
        moment.close();
    }
}
