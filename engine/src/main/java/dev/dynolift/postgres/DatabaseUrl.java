package dev.dynolift.postgres;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where a database is and who connects: what a libpq URI ({@code postgres://user:password@host:port/name?sslmode=…})
 * says. Shows itself without the password.
 */
public record DatabaseUrl(
        String host, int port, String database, String user, Secret password, Map<String, String> parameters) {

    private static final int DEFAULT_PORT = 5432;

    private static final String ENCODING =
            "special characters of a user's name or password must be %-encoded: @ as %40,"
                    + " / as %2F, : as %3A, # as %23, ? as %3F, % as %25";

    public DatabaseUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a libpq URI.
     *
     * @param origin what the text was read from, for the error: "DYNOLIFT_SOURCE_URL"
     * @throws DynoliftException when it is not a URI of a database; the message never quotes it
     */
    public static DatabaseUrl parse(String text, String origin) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            throw unusable(origin, "it is not a URI; " + ENCODING);
        }
        String scheme = uri.getScheme();
        if (!"postgres".equals(scheme) && !"postgresql".equals(scheme)) {
            throw unusable(origin, "it does not begin with postgres:// or postgresql://");
        }
        if (uri.getHost() == null) {
            throw unusable(origin, "it names no single host" + hint(text));
        }
        String path = uri.getRawPath();
        if (path == null || path.length() < 2) {
            throw unusable(origin, "it names no database" + hint(text));
        }
        if (path.contains("@")) {
            throw unusable(origin, "an @ stands behind its host" + hint(text));
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[] {""}
                : uri.getRawUserInfo().split(":", 2);
        if (login[0].isEmpty()) {
            throw unusable(origin, "it names no user" + hint(text));
        }
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        return new DatabaseUrl(
                host,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                decode(path.substring(1)),
                decode(login[0]),
                new Secret(login.length > 1 ? decode(login[1]) : ""),
                parameters(uri.getRawQuery()));
    }

    /** The address as the driver wants it; user and password travel beside it in {@link #driverProperties}. */
    String jdbcUrl() {
        String literalHost = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + literalHost + ":" + port + "/" + encode(database);
    }

    Properties driverProperties() {
        Properties properties = new Properties();
        parameters.forEach((name, value) -> {
            if (name.startsWith("ssl")) {
                properties.setProperty(name, value);
            }
        });
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        return properties;
    }

    @Override
    public String toString() {
        return "postgres://" + user + "@" + host + ":" + port + "/" + database;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
        }
        return parameters;
    }

    /** Where an @ stands that ends no user and password, one of those ended too early. */
    private static String hint(String text) {
        String address = text.strip().replaceFirst("^\\w+://", "");
        boolean misread = address.matches("(?s).*(@.*@|[/?#].*@).*");
        return misread ? "; " + ENCODING : "";
    }

    private static DynoliftException unusable(String origin, String why) {
        return new DynoliftException(
                ErrorCode.INPUT,
                "the database address in " + origin + " cannot be used",
                why,
                "Set it to postgres://USER:PASSWORD@HOST:PORT/DATABASE.");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
