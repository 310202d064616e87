package dev.dynolift.cli;

import java.nio.file.Path;
import java.util.List;

/** How to run this very program again: for the engine, which is a process of its own. */
final class ThisProgram {

    private ThisProgram() {}

    static List<String> command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // The heap is bounded, so that an engine beside two servers on a small machine does not take it over.
        return List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }
}
