package dev.dynolift.copy;

import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two empty databases of a test's own, and a look at them that shares nothing with the engine. */
public final class TwoDatabases {

    private static final String PINNED = "SET datestyle = 'ISO'; SET intervalstyle = 'postgres'; SET timezone = 'UTC';"
            + " SET extra_float_digits = 3; SET lc_monetary = 'C'; ";

    private final RehearsalDatabases addresses;

    private TwoDatabases(RehearsalDatabases addresses) {
        this.addresses = addresses;
    }

    public static TwoDatabases fresh(String name) {
        return new TwoDatabases(ServersForTests.pair(14, 17).freshDatabases(name));
    }

    /** Databases in another encoding than UTF-8. */
    public static TwoDatabases freshIn(String encoding, String name) {
        TwoDatabases databases = fresh(name);
        for (ServerAddress superuser :
                List.of(databases.addresses.sourceSuperuser(), databases.addresses.targetSuperuser())) {
            ServerAddress maintenance = new ServerAddress(
                    superuser.host(), superuser.port(), "postgres", superuser.user(), superuser.password());
            String owner =
                    text(superuser, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '" + name + "'");
            execute(maintenance, "DROP DATABASE " + name);
            execute(
                    maintenance,
                    "CREATE DATABASE " + name + " OWNER " + owner + " TEMPLATE template0 ENCODING '" + encoding
                            + "' LC_COLLATE 'C' LC_CTYPE 'C'");
        }
        return databases;
    }

    /** Makes the target anew, in UTF-8. */
    public void asTargetInUtf8() {
        String name = addresses.targetApp().database();
        ServersForTests.pair(14, 17).recreateTarget(name);
    }

    public ServerAddress sourceAddress() {
        return addresses.sourceOwner();
    }

    public ServerAddress targetAddress() {
        return addresses.targetApp();
    }

    public ServerAddress sourceSuperuserAddress() {
        return addresses.sourceSuperuser();
    }

    public ServerAddress targetOfMasterAddress() {
        return addresses.targetMaster();
    }

    public Database source() {
        return database("source", addresses.sourceOwner());
    }

    /** As the role that owns the database, which has no more rights than that. */
    public Database target() {
        return database("target", addresses.targetApp());
    }

    /** As the role of RDS's master user. */
    public Database targetOfMaster() {
        return database("target", addresses.targetMaster());
    }

    public void asSourceOwner(String sql) {
        execute(addresses.sourceOwner(), sql);
    }

    public void asSourceSuperuser(String sql) {
        execute(addresses.sourceSuperuser(), sql);
    }

    public void asTargetOwner(String sql) {
        execute(addresses.targetApp(), sql);
    }

    public void asTargetSuperuser(String sql) {
        execute(addresses.targetSuperuser(), sql);
    }

    public @Nullable String onSource(String query) {
        return text(addresses.sourceSuperuser(), query);
    }

    public @Nullable String onTarget(String query) {
        return text(addresses.targetSuperuser(), query);
    }

    private static Database database(String side, ServerAddress address) {
        DatabaseUrl url = DatabaseUrl.parse(address.toUri().reveal(), side);
        return new Database(side, () -> url);
    }

    private static void execute(ServerAddress address, String sql) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static @Nullable String text(ServerAddress address, String query) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean answered = statement.execute(PINNED + query);
            while (!answered) {
                answered = statement.getMoreResults();
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
