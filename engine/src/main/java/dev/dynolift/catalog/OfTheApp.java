package dev.dynolift.catalog;

import dev.dynolift.postgres.SqlFile;
import java.util.stream.Collectors;

/**
 * What belongs to the app: not to the system, to Heroku, to an extension or to us. One condition for all queries, on
 * {@code c}, a row of pg_class, and {@code n}, its row of pg_namespace. A file that says {@code :of_the_app} runs in psql
 * with {@code -v of_the_app="$(cat of_the_app.sql)"}.
 */
public final class OfTheApp {

    private static final String CONDITION =
            SqlFile.of(OfTheApp.class, "of_the_app.sql").text().strip();

    private OfTheApp() {}

    /** The same without what is left behind. */
    public static SqlFile sqlFile(Class<?> owner, String name, Omissions omissions) {
        String relations = omissions.objects().stream()
                .filter(object -> object.catalog() == Omissions.RELATIONS)
                .map(object -> String.valueOf(object.oid()))
                .collect(Collectors.joining(","));
        return relations.isEmpty()
                ? sqlFile(owner, name)
                : SqlFile.of(owner, name)
                        .with("of_the_app", CONDITION + "\n   AND c.oid <> ALL ('{" + relations + "}'::oid[])");
    }

    /** The file of a class with its {@code :of_the_app} filled in. */
    public static SqlFile sqlFile(Class<?> owner, String name) {
        return SqlFile.of(owner, name).with("of_the_app", CONDITION);
    }
}
