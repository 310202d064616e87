package dev.dynolift.preflight;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Whether the target's disk holds what comes. A server does not tell how much is free; only that of this machine can be
 * asked.
 */
final class Room implements Check {

    /** Free space of a folder of this machine; empty when that cannot be known. */
    @FunctionalInterface
    interface Disk {
        OptionalLong free(Path folder);
    }

    private final Disk disk;

    Room(Disk disk) {
        this.disk = disk;
    }

    /** Asks this machine's disks. */
    static OptionalLong ofThisMachine(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return OptionalLong.of(store.getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void look(Sides sides, Consumer<Finding> found) {
        if (sides.begun()) {
            return;
        }
        long needed = sides.source().number(sides.ofSource("size.sql").text());
        String size = sides.source().text("SELECT pg_size_pretty(?::bigint)", needed);
        OptionalLong free = free(sides);
        if (free.isEmpty()) {
            found.accept(Finding.info(
                    Side.TARGET,
                    "it will hold " + size + ", indexes included, less what is bloat at the source",
                    "The server does not tell how much room is free; while loading it needs some more for its log."));
        } else if (free.getAsLong() < needed) {
            found.accept(Finding.blocking(
                    Side.TARGET,
                    "its disk has " + sides.source().text("SELECT pg_size_pretty(?::bigint)", free.getAsLong())
                            + " free",
                    "The source takes " + size + ", indexes included.",
                    "Free space there, or give it a larger disk."));
        }
    }

    private OptionalLong free(Sides sides) {
        try {
            String host = sides.targetDatabase().address().get().host();
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                return OptionalLong.empty();
            }
        } catch (UnknownHostException e) {
            return OptionalLong.empty();
        }
        String folder = sides.target()
                .text("SELECT COALESCE((SELECT setting FROM pg_settings WHERE name = 'data_directory'), '')");
        return folder.isEmpty() ? OptionalLong.empty() : disk.free(Path.of(folder));
    }
}
