package dev.dynolift.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rehearsal's folder describes; the format stands in docs/reference/rehearsal-folder.md. All paths are absolute
 * and exist.
 *
 * @param name names the workspace and the local databases
 * @param apps Heroku apps to audit, the first one's database is rehearsed
 */
record RehearsalFolder(
        Path folder,
        String name,
        List<String> apps,
        Optional<Path> repository,
        Path capture,
        SourceDatabase database,
        Load load) {

    /**
     * Where the rows come from: a schema with what fills it, or a dump, or the copy that an environment variable names.
     *
     * @param postgres major version at Heroku
     */
    record SourceDatabase(
            int postgres,
            Optional<Path> schema,
            Optional<Path> fill,
            Optional<Path> dump,
            Optional<String> urlFrom,
            double scale) {}

    /** The traffic: processes, connections of each, their pause, and scripts with their weights. */
    record Load(int processes, int writers, int pauseMillis, Map<Path, Integer> scripts) {}
}
