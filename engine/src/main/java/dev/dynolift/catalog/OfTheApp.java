package dev.dynolift.catalog;

import dev.dynolift.postgres.SqlFile;

/**
 * What belongs to the app: not to the system, to Heroku, to an extension or to us. One condition for all queries, on
 * {@code c}, a row of pg_class, and {@code n}, its row of pg_namespace. A file that says {@code :of_the_app} runs in psql
 * with {@code -v of_the_app="$(cat of_the_app.sql)"}.
 */
public final class OfTheApp {

    private static final String CONDITION =
            SqlFile.of(OfTheApp.class, "of_the_app.sql").text().strip();

    private OfTheApp() {}

    /** The file of a class with its {@code :of_the_app} filled in. */
    public static SqlFile sqlFile(Class<?> owner, String name) {
        return SqlFile.of(owner, name).with("of_the_app", CONDITION);
    }
}
