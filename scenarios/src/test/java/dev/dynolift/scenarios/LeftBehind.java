package dev.dynolift.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The processes that belong to a folder: its path is on their command line, or they work in it (as Linux tells). */
final class LeftBehind {

    private LeftBehind() {}

    /** The program, its children, and the servers, as far as they run. */
    static List<ProcessHandle> in(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> belongs(process, folder))
                .toList();
    }

    /** Fails unless all of them end within a few seconds. */
    static void awaitNone(Path folder) throws Exception {
        try {
            Await.until("nothing is left running", Duration.ofSeconds(20), () -> in(folder)
                    .isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("left running: " + describe(in(folder)), e);
        }
    }

    /** Ends whatever is there, for the end of a story that failed. */
    static void end(Path folder) {
        in(folder).forEach(ProcessHandle::destroyForcibly);
    }

    private static String describe(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse("?"))
                .collect(Collectors.joining("\n"));
    }

    private static boolean belongs(ProcessHandle process, Path folder) {
        boolean named = process.info()
                .commandLine()
                .filter(line -> line.contains(folder.toString()))
                .isPresent();
        return named || worksIn(process, folder);
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            Path link = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).startsWith(folder.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }
}
