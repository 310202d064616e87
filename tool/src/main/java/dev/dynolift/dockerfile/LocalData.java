package dev.dynolift.dockerfile;

import dev.dynolift.plan.CachePlan;
import dev.dynolift.plan.DataPlan;
import dev.dynolift.plan.DatabasePlan;
import dev.dynolift.plan.MemcachedPlan;
import dev.dynolift.plan.MysqlPlan;
import dev.dynolift.plan.SearchPlan;

/**
 * What stands on a developer's machine in place of a database, cache or search domain: the same engine in the same version, of
 * the engine's own image, without a password, as nobody but the app beside it can reach it.
 *
 * @param kind what it is called where there is one of it
 * @param lines of the compose file, below the service's name
 * @param url under which the app finds it; {@code HOST} stands for its name
 * @param volume where it keeps its data; empty for what forgets
 */
record LocalData(String kind, String lines, String url, String volume) {

    static LocalData of(DataPlan data) {
        if (data instanceof DatabasePlan database) {
            return postgres(database);
        }
        if (data instanceof MysqlPlan mysql) {
            return mysql(mysql);
        }
        if (data instanceof CachePlan cache) {
            return cache(cache);
        }
        if (data instanceof MemcachedPlan) {
            return memcached();
        }
        return search((SearchPlan) data);
    }

    private static LocalData postgres(DatabasePlan database) {
        int major = database.engineMajor().value();
        String image = database.extensions().contains("postgis")
                ? "postgis/postgis:" + major + "-3.5"
                : database.extensions().contains("vector") ? "pgvector/pgvector:pg" + major : "postgres:" + major;
        return new LocalData(
                "postgres",
                """
                    image: <image>
                    environment:
                      POSTGRES_USER: app
                      POSTGRES_DB: app
                      POSTGRES_HOST_AUTH_METHOD: trust
                """.replace("<image>", image) + healthcheck("pg_isready --username app --dbname app"),
                "postgres://app@HOST:5432/app",
                // From 18 on the image keeps each major in a folder of its own below.
                major >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data");
    }

    private static LocalData mysql(MysqlPlan mysql) {
        return new LocalData(
                "mysql",
                """
                    image: mysql:<version>
                    environment:
                      MYSQL_DATABASE: app
                      MYSQL_ALLOW_EMPTY_PASSWORD: "yes"
                """.replace("<version>", mysql.engineVersion().value())
                        + healthcheck("mysqladmin ping --host 127.0.0.1"),
                "mysql://root@HOST:3306/app",
                "/var/lib/mysql");
    }

    private static LocalData cache(CachePlan cache) {
        return new LocalData(
                "valkey",
                """
                    image: valkey/valkey:<version>
                    command: ["valkey-server", "--maxmemory-policy", "<policy>"]
                """.replace("<version>", cache.engineVersion().value())
                                .replace("<policy>", cache.maxmemoryPolicy().value())
                        + healthcheck("valkey-cli ping"),
                "redis://HOST:6379/0",
                "/data");
    }

    private static LocalData memcached() {
        return new LocalData(
                "memcached",
                "    image: memcached:1.6\n" + healthcheck("timeout 1 bash -c '</dev/tcp/127.0.0.1/11211'"),
                "HOST:11211",
                "");
    }

    private static LocalData search(SearchPlan search) {
        String version = search.engineVersion().value();
        // The last one that answers as Elasticsearch 7.10 did.
        String tag = version.startsWith("OpenSearch_") ? version.substring("OpenSearch_".length()) + ".0" : "1.3.20";
        return new LocalData(
                "opensearch",
                """
                    image: opensearchproject/opensearch:<tag>
                    environment:
                      discovery.type: single-node
                      DISABLE_SECURITY_PLUGIN: "true"
                      OPENSEARCH_JAVA_OPTS: -Xms512m -Xmx512m
                """.replace("<tag>", tag)
                        + healthcheck("curl --fail --silent --output /dev/null http://127.0.0.1:9200/_cluster/health"),
                "http://HOST:9200",
                "/usr/share/opensearch/data");
    }

    private static String healthcheck(String command) {
        return """
                    healthcheck:
                      test: ["CMD-SHELL", "<command>"]
                      interval: 5s
                      timeout: 5s
                      retries: 30
                """.replace("<command>", command);
    }
}
