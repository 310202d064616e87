package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A driver that does not understand Heroku's kind of database address. */
final class DatabaseUrlScheme extends CodeRule {

    DatabaseUrlScheme() {
        super("database-url-scheme", WARNING, "b20");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        boolean alchemy = code.version("sqlalchemy")
                .filter(version -> !version.matches("0\\..*|1\\.[0-3]\\b.*"))
                .isPresent();
        boolean asyncpg = code.version("asyncpg").isPresent();
        return findingIf(
                alchemy || asyncpg,
                REPOSITORY,
                asyncpg
                        ? "asyncpg takes no `sslmode` in an address."
                        : "SQLAlchemy takes `postgresql://`, not `postgres://`.",
                "The code changes Heroku's address before it uses it; the new one must survive the same change.",
                "Look at how the code treats DATABASE_URL, and try it with an address that ends with `?sslmode=require`.",
                "requirements");
    }
}
