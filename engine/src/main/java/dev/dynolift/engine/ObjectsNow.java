package dev.dynolift.engine;

import dev.dynolift.catalog.OfTheApp;
import dev.dynolift.postgres.Session;
import dev.dynolift.postgres.SqlFile;
import dev.dynolift.postgres.Transactions;
import dev.dynolift.verify.ObjectComparison;
import dev.dynolift.verify.ObjectComparison.DefinedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one side has beside its tables, by names with kinds: "index public.orders_placed_idx".
 *
 * @param byName without what comes and goes with something else
 */
record ObjectsNow(SortedMap<String, DefinedObject> byName) {

    /** Tables and keys stop or adjust the rounds (see {@link Adjustment}); the others are nobody's loss. */
    private static final Set<String> NOT_LOOKED_AT =
            Set.of("table", "partitioned table", "primary key", "large objects", "comment");

    private static final String ENUM = "enum";

    /**
     * Reads them all. Writing a view out takes locks on what it is made of, so whoever waits for a lock there must not have
     * to wait for us.
     */
    static ObjectsNow read(Session session) {
        List<DefinedObject> all = new ArrayList<>();
        Set<String> notTheirOwn = new HashSet<>();
        Map<String, String> labels = new HashMap<>();
        Transactions.run(session, () -> {
            session.execute("SET LOCAL lock_timeout = '500ms'");
            all.addAll(ObjectComparison.objects(session));
            all.addAll(session.query(
                    OfTheApp.sqlFile(ObjectsNow.class, "column_settings.sql").text(),
                    row -> new DefinedObject(
                            row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5))));
            notTheirOwn.addAll(session.query(
                    SqlFile.of(ObjectsNow.class, "not_their_own.sql").text(), row -> row.getString(1)));
            session.query(
                    SqlFile.of(ObjectsNow.class, "enum_labels.sql").text(),
                    row -> labels.put(row.getString(1), row.getString(2)) == null);
        });
        SortedMap<String, DefinedObject> byName = new TreeMap<>();
        for (DefinedObject object : all) {
            String name = object.kind() + " " + object.name();
            if (!NOT_LOOKED_AT.contains(object.kind()) && !notTheirOwn.contains(name)) {
                byName.put(
                        name,
                        object.kind().equals(ENUM)
                                ? new DefinedObject(
                                        object.relation(),
                                        object.kind(),
                                        object.name(),
                                        object.facts(),
                                        labels.getOrDefault(object.name(), ""))
                                : object);
            }
        }
        return new ObjectsNow(byName);
    }

    @Nullable
    DefinedObject get(String name) {
        return byName.get(name);
    }

    /** How each is told from what it was before. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        byName.forEach((name, object) -> texts.put(
                name, object.kind().equals(ENUM) ? object.definition() : object.facts() + "; " + object.definition()));
        return texts;
    }
}
