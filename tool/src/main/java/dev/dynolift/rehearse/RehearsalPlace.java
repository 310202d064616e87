package dev.dynolift.rehearse;

import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The machine as the rehearsal sees it.
 *
 * @param program how dynolift is run here: a Java with its arguments, for the engine's own process
 * @param searchPath the PATH, where PostgreSQL's client programs are looked for
 * @param serverCache where the servers' programs are unpacked once
 * @param talk says a line to the user that is no progress
 * @param variables reads an environment variable that the folder names; null when it is not set
 */
public record RehearsalPlace(
        Workspace workspace,
        List<String> program,
        String searchPath,
        Path serverCache,
        Function<String, @Nullable String> variables,
        Consumer<String> talk) {}
