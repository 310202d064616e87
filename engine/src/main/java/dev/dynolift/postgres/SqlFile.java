package dev.dynolift.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file of SQL beside the class that runs it. Its variables are psql's: {@code :"name"} a quoted name, {@code :'name'}
 * a literal, {@code :name} text as it is; so each file runs in psql with {@code -v}. Immutable.
 */
public final class SqlFile {

    private final String text;

    private SqlFile(String text) {
        this.text = text;
    }

    /** The file {@code name} in the resources of the class's package. */
    public static SqlFile of(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing beside " + owner);
            }
            return new SqlFile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SqlFile with(String variable, String value) {
        String word = Pattern.quote(variable);
        String filled = text.replace(":\"" + variable + "\"", Names.quote(value))
                .replace(":'" + variable + "'", Names.literal(value));
        filled = Pattern.compile("(?<!:):" + word + "\\b")
                .matcher(filled)
                .replaceAll(result -> value.replace("\\", "\\\\").replace("$", "\\$"));
        return new SqlFile(filled);
    }

    public String text() {
        return text;
    }
}
