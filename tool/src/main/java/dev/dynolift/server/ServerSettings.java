package dev.dynolift.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of a rehearsal's server, in a file of their own ({@code dynolift.conf}) in the data folder. */
final class ServerSettings {

    private static final Pattern PORT = Pattern.compile("(?m)^port = '(\\d+)'$");

    private ServerSettings() {}

    /** Adds the include to a fresh cluster's own file. */
    static void include(Path dataFolder) throws IOException {
        Path own = dataFolder.resolve("postgresql.conf");
        Files.writeString(own, Files.readString(own) + "\ninclude 'dynolift.conf'\n");
    }

    static void write(Path dataFolder, int port, Map<String, String> extra) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", String.valueOf(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        // Heroku's standard-0 plan allows 120 connections, and neither side lets us decode its log.
        settings.put("max_connections", "120");
        settings.put("wal_level", "replica");
        settings.put("shared_buffers", "256MB");
        settings.put("max_wal_size", "4GB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("fsync", "on");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // The server's log shall hold neither the app's rows nor passwords.
        settings.put("log_min_error_statement", "panic");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        settings.putAll(extra);
        StringBuilder text = new StringBuilder("# Written at each start.\n");
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        Files.writeString(dataFolder.resolve("dynolift.conf"), text);
    }

    /** The port of the last start: taken again when it is free, so that addresses stay true. */
    static OptionalInt lastPort(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("dynolift.conf");
        if (!Files.exists(file)) {
            return OptionalInt.empty();
        }
        Matcher port = PORT.matcher(Files.readString(file));
        return port.find() ? OptionalInt.of(Integer.parseInt(port.group(1))) : OptionalInt.empty();
    }
}
