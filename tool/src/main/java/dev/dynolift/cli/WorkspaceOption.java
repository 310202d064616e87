package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which workspace a command works in; the same for every command that continues what another began. */
final class WorkspaceOption {

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The folder with inventory.json and plan.yaml (default: the only dynolift-* folder here).")
    @Nullable
    Path folder;

    /**
     * The workspace that was named, or else the only one in the current folder, or the current folder if it is one.
     *
     * @throws DynoliftException INPUT when there is none, or more than one to choose from
     */
    Workspace find() {
        refuseEmpty(folder);
        if (folder != null) {
            return new Workspace(folder);
        }
        Path here = Path.of("");
        if (Files.exists(here.resolve("inventory.json"))) {
            return new Workspace(here);
        }
        List<Path> found = candidates(here);
        if (found.size() == 1) {
            return new Workspace(found.get(0));
        }
        throw found.isEmpty()
                ? new DynoliftException(
                        ErrorCode.INPUT,
                        "there is no workspace here",
                        "No folder dynolift-NAME stands in " + here.toAbsolutePath() + ".",
                        "Run `dynolift audit APP` first, or name the folder with --workspace.")
                : new DynoliftException(
                        ErrorCode.INPUT,
                        "there are several workspaces here",
                        String.join(", ", found.stream().map(Path::toString).toList()) + ".",
                        "Say which one with --workspace.");
    }

    /** What a command that is to be run next needs, to work in the same workspace: empty, or with a space before it. */
    String again() {
        return folder == null ? "" : " --workspace " + folder;
    }

    /**
     * Refuses a name that is none: it would be the current folder, where nobody asked for files.
     *
     * @throws DynoliftException INPUT
     */
    static void refuseEmpty(@Nullable Path folder) {
        if (folder != null && folder.toString().isBlank()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "--workspace is empty",
                    "It takes a folder; a variable may not be set.",
                    "Name the folder (`--workspace .` for this one), or leave the option out.");
        }
    }

    private static List<Path> candidates(Path here) {
        try (Stream<Path> entries = Files.list(here.toAbsolutePath())) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> entry.getFileName().toString().startsWith("dynolift-"))
                    .filter(entry -> Files.exists(entry.resolve("inventory.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the current folder cannot be read",
                    Reason.of(e),
                    "Name the workspace with --workspace.",
                    e);
        }
    }
}
