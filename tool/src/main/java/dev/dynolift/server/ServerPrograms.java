package dev.dynolift.server;

import java.nio.file.Path;

/**
 * The programs of one unpacked PostgreSQL server: {@code initdb}, {@code pg_ctl} and {@code postgres}.
 *
 * @param home the folder that holds {@code bin}, {@code lib} and {@code share}
 */
public record ServerPrograms(int major, String version, Path home) {

    Path initdb() {
        return home.resolve("bin").resolve("initdb");
    }

    Path pgCtl() {
        return home.resolve("bin").resolve("pg_ctl");
    }
}
