package dev.dynolift.inventory;

/**
 * Something that the code does with a service outside its own process.
 *
 * @param by what says so: a library, "config.cache_store"
 * @param place a file, or a file and line: "Gemfile.lock", "config/cable.yml:6"
 */
public record ServiceUse(Service service, Purpose purpose, String by, String place) {

    /** A kind of service. */
    public enum Service {
        /** Whichever relational database the app has. */
        DATABASE,
        POSTGRESQL,
        MYSQL,
        SQLITE,
        MONGODB,
        REDIS,
        MEMCACHED,
        RABBITMQ,
        /** Redis, RabbitMQ or another: whatever a setting says. */
        UNKNOWN_BROKER,
        KAFKA,
        ELASTICSEARCH,
        S3,
        SQS
    }

    /** What a service is used for. */
    public enum Purpose {
        /** Rows that the app lives from. */
        DATA,
        /** Background jobs: losing it loses work. */
        JOBS,
        /** What can be computed again. */
        CACHE,
        /** Messages between processes to browsers that are connected now. */
        CABLE,
        /** Visitors' sessions: losing it logs them out. */
        SESSIONS,
        LOCKS,
        SEARCH,
        FILES,
        MESSAGES,
        /** The library alone does not tell. */
        UNKNOWN
    }
}
