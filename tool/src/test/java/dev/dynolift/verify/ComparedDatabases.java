package dev.dynolift.verify;

import dev.dynolift.catalog.CatalogReader;
import dev.dynolift.catalog.Table;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.postgres.Moment;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.util.List;

/** Two databases of a test's own, of different majors, to which the same and then other statements are sent. */
record ComparedDatabases(RehearsalDatabases addresses) {

    static ComparedDatabases fresh(String name) {
        return new ComparedDatabases(ServersForTests.pair(14, 17).freshDatabases(name));
    }

    Database source() {
        return database("source", addresses.sourceOwner());
    }

    Database target() {
        return database("target", addresses.targetMaster());
    }

    void onBoth(String sql) {
        onSource(sql);
        onTarget(sql);
    }

    void onSource(String sql) {
        run(source(), sql);
    }

    void onTarget(String sql) {
        run(database("target", addresses.targetApp()), sql);
    }

    TableComparison.Outcome compare() {
        try (Moment here = Moment.hold(source());
                Moment there = Moment.hold(target());
                Session session = here.open("test")) {
            List<Table> tables = CatalogReader.read(session).tables();
            return new TableComparison(here, there, 2, EventListener.NONE).compare(tables);
        }
    }

    /** {@code table key kind} of each named difference. */
    List<String> differences() {
        return compare().differences().stream()
                .map(difference -> difference.table() + " " + difference.key() + " "
                        + difference.kind().word())
                .sorted()
                .toList();
    }

    static Database database(String side, ServerAddress address) {
        DatabaseUrl url = DatabaseUrl.parse(address.toUri().reveal(), side);
        return new Database(side, () -> url);
    }

    private static void run(Database database, String sql) {
        try (Session session = database.open("test")) {
            session.execute("SET search_path = public; " + sql);
        }
    }
}
