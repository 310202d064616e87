package dev.dynolift.preflight;

import dev.dynolift.catalog.Omissions;
import dev.dynolift.control.EngineSettings;
import dev.dynolift.event.EventListener;
import dev.dynolift.postgres.Database;
import dev.dynolift.postgres.Session;
import dev.dynolift.server.RehearsalDatabases;
import dev.dynolift.server.ServerAddress;
import dev.dynolift.server.ServersForTests;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Two empty databases of a test's own, with roles as weak as Heroku's and RDS's, and a look at them. */
final class PreflightDatabases {

    private final RehearsalDatabases addresses;
    private int jobs = 2;

    private PreflightDatabases(RehearsalDatabases addresses) {
        this.addresses = addresses;
    }

    static PreflightDatabases fresh(String name) {
        return new PreflightDatabases(ServersForTests.pair(14, 17).freshDatabases("preflight_" + name));
    }

    PreflightDatabases withJobs(int number) {
        jobs = number;
        return this;
    }

    RehearsalDatabases addresses() {
        return addresses;
    }

    Database source() {
        return database("source", addresses.sourceOwner());
    }

    Database target() {
        return database("target", addresses.targetMaster());
    }

    static Database database(String side, ServerAddress address) {
        return new Database(side, address::toDatabaseUrl);
    }

    Preflight preflight(Kind kind) {
        return preflight(kind, source(), target());
    }

    Preflight preflight(Kind kind, Database source, Database target) {
        return new Preflight(source, target, kind, EngineSettings.defaults().withJobs(jobs), EventListener.NONE);
    }

    Report look(Kind kind) {
        return preflight(kind).look();
    }

    /** What one of the preflight's own checks says. */
    Report look(Class<? extends Check> type, Kind kind) {
        return look(type, kind, source(), target());
    }

    Report look(Class<? extends Check> type, Kind kind, Database source, Database target) {
        Check check =
                Preflight.CHECKS.stream().filter(type::isInstance).findFirst().orElseThrow();
        return look(check, kind, source, target);
    }

    Report look(Check check, Kind kind, Database source, Database target) {
        List<Finding> findings = new ArrayList<>();
        try (Session from = source.open("test");
                Session to = target.open("test")) {
            from.begin();
            to.begin();
            check.look(
                    new Sides(source, target, from, to, kind, jobs, false, EventListener.NONE, Omissions.NONE),
                    findings::add);
        }
        return new Report(findings);
    }

    /** The one finding of a check that says something; fails with all that there are. */
    Finding finding(Class<? extends Check> type, Kind kind, String words) {
        return one(look(type, kind), words);
    }

    static Finding one(Report report, String words) {
        List<Finding> said = report.findings().stream()
                .filter(finding -> finding.toString().contains(words))
                .toList();
        if (said.size() != 1) {
            throw new AssertionError(said.size() + " findings say \"" + words + "\" among\n  "
                    + String.join(
                            "\n  ",
                            report.findings().stream()
                                    .map(f -> f.severity() + " " + f)
                                    .toList()));
        }
        return said.get(0);
    }

    PreflightDatabases asApp(String sql) {
        execute(addresses.sourceOwner(), sql);
        return this;
    }

    PreflightDatabases asSourceSuperuser(String sql) {
        execute(addresses.sourceSuperuser(), sql);
        return this;
    }

    PreflightDatabases asTargetSuperuser(String sql) {
        execute(addresses.targetSuperuser(), sql);
        return this;
    }

    /** Each text in a transaction of its own, all in one session. */
    static void execute(ServerAddress address, String... texts) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement()) {
            for (String sql : texts) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    static String text(ServerAddress address, String query) {
        try (Connection connection = DriverManager.getConnection(address.jdbcUrl(), address.jdbcProperties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
