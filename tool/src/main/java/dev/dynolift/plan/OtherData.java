package dev.dynolift.plan;

import dev.dynolift.inventory.Addon;
import java.util.Map;
import java.util.Optional;

/**
 * Data that somebody has to move by hand, since dynolift moves PostgreSQL alone: nobody is to forget it, so it stops the
 * move until it is accepted by name.
 *
 * @param name what people call it
 * @param runbook how it is moved by hand, a heading of {@link #PAGE}
 * @param first the first step, in one sentence
 */
record OtherData(String name, String runbook, String first) {

    /** Names the finding; its subject is the app and the add-on. */
    static final String RULE = "data-by-hand";

    static final String PAGE = "docs/reference/other-data.md";

    private static final OtherData MYSQL = new OtherData(
            "MySQL",
            "mysql",
            "Rehearse `mysqldump --single-transaction` into the RDS for MySQL that is generated, and starts empty.");
    private static final OtherData MARIADB = new OtherData(
            "MariaDB",
            "mysql",
            "Make an RDS instance for MariaDB of the same version, and rehearse `mysqldump --single-transaction` into it.");
    private static final OtherData MONGODB = new OtherData(
            "MongoDB",
            "mongodb",
            "Open an account at MongoDB Atlas, and rehearse `mongodump` and `mongorestore` into it.");
    private static final OtherData RABBITMQ = new OtherData(
            "RabbitMQ",
            "rabbitmq",
            "Make a broker of Amazon MQ, and take exchanges, queues and bindings over as definitions.");
    private static final OtherData KAFKA = new OtherData(
            "Kafka", "kafka", "Make the topics on Amazon MSK with the partitions and the retention of the inventory.");

    private static final Map<String, OtherData> BY_SERVICE = Map.of(
            "jawsdb", MYSQL,
            "jawsdb-maria", MARIADB,
            "cleardb", MYSQL,
            "stackhero-mysql", MYSQL,
            "ormongo", MONGODB,
            "mongolab", MONGODB,
            "cloudamqp", RABBITMQ,
            "rabbitmq-bigwig", RABBITMQ,
            "heroku-kafka", KAFKA);

    /** Whether RDS for MySQL takes the add-on's place. */
    static boolean isMysql(Addon addon) {
        return of(addon).filter(MYSQL::equals).isPresent();
    }

    /** What of it an add-on holds; empty for all others. */
    static Optional<OtherData> of(Addon addon) {
        return Optional.ofNullable(BY_SERVICE.get(addon.service()));
    }
}
