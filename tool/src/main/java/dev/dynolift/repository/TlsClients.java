package dev.dynolift.repository;

import dev.dynolift.inventory.SourceMention.Kind;
import java.util.regex.Pattern;

/** Tells whose connection a line is about that switches the check of certificates off: the client named last before it. */
final class TlsClients {

    /** A client's options seldom stand further from its name. */
    private static final int NEAR = 8;

    private static final Pattern REDIS =
            Pattern.compile("(?i)redis|sidekiq|\\bbull(mq)?\\b|resque|action_?cable|celery|\\bkv\\b");
    private static final Pattern POSTGRES = Pattern.compile(
            "(?i)\\bpg\\b|postgres|\\bDATABASE_URL|sequelize|\\bknex\\b|typeorm|mikro-?orm|dialectOptions|\\bDATABASES\\b"
                    + "|\\bnew (Client|Pool)\\(");

    private static final Pattern POSTGRES_FILE =
            Pattern.compile("(?i)^(db|database|data-?source|knexfile|sequelize|typeorm|ormconfig|postgres|pg)\\b");

    private String file = "";
    private int line;
    private Kind named = Kind.UNVERIFIED_TLS;

    void line(String inFile, int number, String text) {
        boolean redis = REDIS.matcher(text).find();
        boolean postgres = POSTGRES.matcher(text).find();
        if (redis || postgres) {
            file = inFile;
            line = number;
            // A line that names both, such as an import, tells nothing.
            named = redis && postgres
                    ? Kind.UNVERIFIED_TLS
                    : redis ? Kind.UNVERIFIED_REDIS_TLS : Kind.UNVERIFIED_POSTGRES_TLS;
        }
    }

    /** Of the line that was told last. */
    Kind kind(String inFile, int number) {
        if (inFile.equals(file) && number <= line + NEAR) {
            return named;
        }
        // config/redis.rb, db.js
        String name = inFile.substring(inFile.lastIndexOf('/') + 1);
        if (REDIS.matcher(name).find()) {
            return Kind.UNVERIFIED_REDIS_TLS;
        }
        return POSTGRES_FILE.matcher(name).find() ? Kind.UNVERIFIED_POSTGRES_TLS : Kind.UNVERIFIED_TLS;
    }
}
