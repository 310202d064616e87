package dev.dynolift.audit;

import dev.dynolift.databases.HoldingsReader;
import dev.dynolift.databases.HoldingsReading;
import dev.dynolift.event.Event;
import dev.dynolift.event.EventListener;
import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.DatabaseHoldings;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Severity;
import dev.dynolift.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the databases of add-ons what they hold, by the addresses that settings have. When nobody wants that, it forgets
 * each address at once; else it keeps them as long as the audit lasts. Not thread-safe.
 */
final class DatabaseVisits {

    /** @param setting "DATABASE_URL" */
    private record Login(String setting, Secret address) {

        /** The owner's usual address before one of another name, which may be a weaker credential's. */
        int rank() {
            return setting.equals("DATABASE_URL") ? 0 : setting.startsWith("HEROKU_POSTGRESQL_") ? 1 : 2;
        }
    }

    private final boolean wanted;
    private final EventListener events;
    private final HoldingsReader reader = new HoldingsReader();
    private final Map<String, Login> logins = new HashMap<>();

    DatabaseVisits(boolean wanted, EventListener events) {
        this.wanted = wanted;
        this.events = events;
    }

    /** @param addon the one that has set it */
    void learn(String setting, String addon, String value) {
        boolean database = value.startsWith("postgres://") || value.startsWith("postgresql://");
        // A session of a pool is many clients' in turn.
        if (wanted && database && !setting.contains("POOL")) {
            Login login = new Login(setting, new Secret(value));
            logins.merge(addon, login, (known, other) -> other.rank() < known.rank() ? other : known);
        }
    }

    /** The databases with what they told, now that all settings were read; a follower holds what its leader does. */
    List<Database> visited(List<Database> databases, Questions questions) {
        if (!wanted) {
            return databases;
        }
        List<Database> visited = new ArrayList<>();
        for (Database database : databases) {
            visited.add(database.following() == null ? visited(database, questions) : database);
            Instant now = Instant.now();
            events.on(new Event.StageProgress(
                    now, "audit", database.addon(), visited.size(), databases.size(), "databases"));
        }
        return visited;
    }

    private Database visited(Database database, Questions questions) {
        Login login = logins.get(database.addon());
        if (login == null) {
            questions.find(unread(database, "no setting that could be read has its address"));
            return database;
        }
        HoldingsReading reading = reader.read(database.addon(), login.address());
        DatabaseHoldings holdings = reading.holdings();
        if (holdings == null) {
            questions.find(unread(database, String.valueOf(reading.problem())));
            return database;
        }
        if (!holdings.unread().isEmpty()) {
            questions.find(partlyRead(database, holdings));
        }
        return database.withHoldings(holdings);
    }

    private static Finding unread(Database database, String reason) {
        return new Finding(
                "database-not-read",
                Severity.WARNING,
                database.addon(),
                "The database could not be asked what it holds: " + reason + ".",
                "Its extensions, its largest tables and what stands in the way of a copy are unknown, and not none.",
                "Run the audit with --databases where the database can be reached and the login is valid.",
                source(database),
                Facts.DATABASES);
    }

    private static Finding partlyRead(Database database, DatabaseHoldings holdings) {
        return new Finding(
                "database-partly-read",
                Severity.WARNING,
                database.addon(),
                "The database did not tell everything: "
                        + holdings.unread().stream()
                                .map(part -> part.what() + " (" + part.why() + ")")
                                .collect(Collectors.joining("; "))
                        + ".",
                "What it did not tell is unknown, and not none.",
                "Run the audit with --databases again at a quieter time; `dynolift data check` looks again in any case.",
                source(database),
                Facts.DATABASES);
    }

    private static String source(Database database) {
        return "/client/v11/databases/" + database.id();
    }
}
