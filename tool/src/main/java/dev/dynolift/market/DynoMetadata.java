package dev.dynolift.market;

import java.util.Optional;

/** What Heroku tells each dyno about itself, as far as a task can be told the same. */
public enum DynoMetadata {
    /** A process type and a number: {@code web.1}. */
    DYNO,
    HEROKU_APP_ID,
    HEROKU_APP_NAME,
    HEROKU_BUILD_COMMIT,
    HEROKU_RELEASE_CREATED_AT,
    HEROKU_RELEASE_VERSION,
    HEROKU_SLUG_COMMIT,
    HEROKU_SLUG_DESCRIPTION;

    /** The one of that name; empty for what has no meaning outside Heroku. */
    public static Optional<DynoMetadata> named(String name) {
        for (DynoMetadata one : values()) {
            if (one.name().equals(name)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
