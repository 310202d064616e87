package dev.dynolift.server;

import dev.dynolift.postgres.DatabaseUrl;
import dev.dynolift.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Where a database is and who connects to it. Its text shows no password.
 *
 * @param host a name or an address
 */
public record ServerAddress(String host, int port, String database, String user, Secret password) {

    /** The JDBC driver's URL, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encode(database);
    }

    /** User and password as the JDBC driver takes them; callers add what else they want to set. */
    public Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        return properties;
    }

    /** A libpq URI with the password in it: for an environment variable of a child process, nothing else. */
    public Secret toUri() {
        return new Secret("postgresql://" + encode(user) + ":" + encode(password.reveal()) + "@" + host + ":" + port
                + "/" + encode(database));
    }

    /** The same for the data engine. */
    public DatabaseUrl toDatabaseUrl() {
        return new DatabaseUrl(host, port, database, user, password, Map.of());
    }

    /** The environment in which libpq's programs find this database; for a child process, nothing else. */
    public Map<String, String> libpqEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PGHOST", host);
        environment.put("PGPORT", String.valueOf(port));
        environment.put("PGDATABASE", database);
        environment.put("PGUSER", user);
        environment.put("PGPASSWORD", password.reveal());
        return environment;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
