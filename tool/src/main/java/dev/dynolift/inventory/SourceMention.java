package dev.dynolift.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A line of the repository that a move may break.
 *
 * @param file relative to the repository, with slashes
 * @param line from 1
 * @param kind what was found there
 * @param name what exactly, where a name can be told: "HEROKU_SLUG_COMMIT", "pg:backups"; else null
 */
public record SourceMention(
        String file, int line, Kind kind, @Nullable String name) {

    /** A line of which no more can be told than its kind. */
    public SourceMention(String file, int line, Kind kind) {
        this(file, line, kind, null);
    }

    /** "config/puma.rb:3". */
    public String place() {
        return file + ":" + line;
    }

    /** What a line mentions. */
    public enum Kind {
        /** A host under herokuapp.com. */
        HEROKU_HOST,
        /** A Heroku setting such as {@code HEROKU_SLUG_COMMIT} or {@code DYNO}. */
        HEROKU_SETTING,
        /** A key or password in the code; the value is not told. */
        HARD_CODED_SECRET,
        /** A database, cache or other address with a fixed host. */
        HARD_CODED_ADDRESS,
        /** A certificate check that is switched off, of nobody knows which client. */
        UNVERIFIED_TLS,
        /** The same, as Heroku's Redis needs it. */
        UNVERIFIED_REDIS_TLS,
        /** The same, of a connection to PostgreSQL. */
        UNVERIFIED_POSTGRES_TLS,
        /** Files are kept on the dyno's own disk. */
        LOCAL_FILES,
        /** A configuration file for production names a server instead of reading a setting. */
        FIXED_SERVER,
        /** Only requests for listed hosts are answered. */
        HOST_CHECK,
        /** A port that no setting can change. */
        FIXED_PORT,
        /** The app listens where only its own machine reaches it. */
        LOOPBACK,
        /** Log lines go to a file. */
        LOG_FILE,
        /** The time that Heroku's router stamps on a request. */
        QUEUE_TIME,
        /** The {@code heroku} command line program, or a push to Heroku's git. */
        HEROKU_COMMAND,
        /** Heroku's API. */
        HEROKU_API,
        /** Redis is told to publish events about its keys. */
        KEYSPACE_EVENTS,
        /** A job library's own clock is switched on. */
        CLOCK,
        /** A proxy that gives an app a fixed outbound address. */
        OUTBOUND_PROXY,
        /** A script starts a program and goes on without waiting for it. */
        BACKGROUND_PROGRAM
    }
}
