package dev.dynolift.server;

import java.nio.file.Path;

/**
 * A PostgreSQL server that ships with dynolift, still packed.
 *
 * @param version the binaries' own version: "17.6.0"
 * @param jar the jar that holds one {@code .txz} with {@code bin}, {@code lib} and {@code share}
 */
public record ServerRelease(int major, String version, Path jar) {}
