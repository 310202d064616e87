package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A setting of an app: its name and what can be said about its value without telling it.
 *
 * @param sizeBytes of the value in UTF-8
 * @param braces whether the value holds <code>{{</code>, which AWS's Parameter Store refuses
 * @param shape what the value looks like; null when it was not seen
 * @param owner the add-on that sets it, for {@link Kind#ATTACHMENT}; else null
 * @param located where the value was seen to be, for {@link Kind#SLUG_ONLY}; null for others, and while it is a guess
 * @param scheme how the value begins when it is an address: "mysql2", "https"; null for others, and when it was not seen
 */
public record ConfigVar(
        String name,
        Kind kind,
        int sizeBytes,
        boolean multiline,
        boolean braces,
        @Nullable Shape shape,
        @Nullable String owner,
        @Nullable Place located,
        @Nullable String scheme) {

    /** A setting whose value is no address, or was not seen. */
    public ConfigVar(
            String name,
            Kind kind,
            int sizeBytes,
            boolean multiline,
            boolean braces,
            @Nullable Shape shape,
            @Nullable String owner,
            @Nullable Place located) {
        this(name, kind, sizeBytes, multiline, braces, shape, owner, located, null);
    }

    /** A setting of Heroku's own list, or one that nobody has looked for. */
    public ConfigVar(
            String name,
            Kind kind,
            int sizeBytes,
            boolean multiline,
            boolean braces,
            @Nullable Shape shape,
            @Nullable String owner) {
        this(name, kind, sizeBytes, multiline, braces, shape, owner, null);
    }

    /** Where a value is that is no setting. */
    public enum Place {
        /** In a script of the slug, which says it. */
        SLUG,
        /** In the environment of the app's dynos, as one of them has said. */
        DYNO
    }

    /** What a setting is to a migration. */
    public enum Kind {
        /** May be read by anybody who reads the code. */
        PLAIN,
        /** A credential, a key or a token, by its name or its value. */
        SECRET,
        /** Set by an add-on: made anew on the other side, never copied, unless the add-on is kept. */
        ATTACHMENT,
        /** Has a meaning at Heroku only, such as {@code HEROKU_APP_NAME}. */
        HEROKU_ONLY,
        /** Is set, to nothing. */
        EMPTY,
        /** Heroku does not show the value; only a dyno can read it. */
        MASKED,
        /** Is not set: a buildpack wrote it into the slug, and a dyno can read it there. */
        SLUG_ONLY
    }

    /** What a value looks like. */
    public enum Shape {
        URL,
        URL_WITH_PASSWORD,
        NUMBER,
        BOOLEAN,
        PEM,
        JSON,
        HEXADECIMAL,
        EMAIL,
        WORD,
        TEXT
    }
}
