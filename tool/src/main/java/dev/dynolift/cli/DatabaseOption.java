package dev.dynolift.cli;

import dev.dynolift.postgres.Database;
import picocli.CommandLine.Option;

/** Which of an app's databases a {@code data} command is about. */
final class DatabaseOption {

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "Of several databases, the one whose URLs are in DYNOLIFT_NAME_SOURCE_URL and"
                    + " DYNOLIFT_NAME_TARGET_URL.")
    String name = "";

    Database source() {
        return DatabaseAddresses.source(name);
    }

    Database target() {
        return DatabaseAddresses.target(name);
    }

    /** As it stands behind a command: " --database analytics"; empty where it was not given. */
    String given() {
        return given(name);
    }

    static String given(String name) {
        return name.isEmpty() ? "" : " --database " + name;
    }
}
