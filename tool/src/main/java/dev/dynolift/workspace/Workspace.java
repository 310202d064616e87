package dev.dynolift.workspace;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Every path that the program writes, for one estate (one app or forty). The comments show each path as it is with the
 * estate {@code crema} and no {@code --workspace}. Immutable.
 *
 * @param folder the workspace itself, absolute: {@code ./dynolift-crema}
 */
public record Workspace(Path folder) {

    /** Names become folders, file names and resource names: what Heroku allows in an app's name, and underscores. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /** Makes the path absolute, so that a later change of the current folder does no harm. */
    public Workspace {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The default workspace of an estate: {@code dynolift-crema} in the current folder.
     *
     * @throws DynoliftException {@code INPUT} when the name cannot be a folder's
     */
    public static Workspace named(Path currentFolder, String estate) {
        return new Workspace(currentFolder.resolve("dynolift-" + checkedName("estate", estate)));
    }

    /** Whether a folder is a workspace: a program of ours has locked it, and left what it keeps there. */
    public static boolean isOne(Path folder) {
        Workspace workspace = new Workspace(folder);
        return Files.isRegularFile(workspace.lockFile())
                && (Files.isRegularFile(workspace.inventory()) || Files.isDirectory(workspace.audit()));
    }

    /** What is there, as the audit found it: {@code dynolift-crema/inventory.json}. */
    public Path inventory() {
        return folder.resolve("inventory.json");
    }

    /** What will be, to be edited by hand: {@code dynolift-crema/plan.yaml}. */
    public Path plan() {
        return folder.resolve("plan.yaml");
    }

    /** What stands in the way or should be known: {@code dynolift-crema/findings.md}. */
    public Path findings() {
        return folder.resolve("findings.md");
    }

    /** What the audit found, for people, one file: {@code dynolift-crema/audit.html}. */
    public Path prices() {
        return folder.resolve("prices.json");
    }

    public Path auditPage() {
        return folder.resolve("audit.html");
    }

    /** The page that tells how it went, one file: {@code dynolift-crema/report.html}. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** The report's numbers for a script: {@code dynolift-crema/report.json}. */
    public Path reportData() {
        return folder.resolve("report.json");
    }

    /** Terraform that the user owns: {@code dynolift-crema/infra}. */
    public Path infrastructure() {
        return folder.resolve("infra");
    }

    /** Dockerfile and entrypoint, one folder an app: {@code dynolift-crema/image}. */
    public Path image() {
        return folder.resolve("image");
    }

    /** Pipelines that build and deploy: {@code dynolift-crema/ci}. */
    public Path pipelines() {
        return folder.resolve("ci");
    }

    /** Changes that the app's own repository needs: {@code dynolift-crema/app}. */
    public Path appChanges() {
        return folder.resolve("app");
    }

    /** The records of steps: {@code dynolift-crema/journal}. */
    public Path journals() {
        return folder.resolve("journal");
    }

    /** The record of one app's steps in one environment: {@code dynolift-crema/journal/crema-production.jsonl}. */
    public Path journal(String app, String environment) {
        return journals().resolve(checkedName("app", app) + "-" + checkedName("environment", environment) + ".jsonl");
    }

    /** What each process said, line by line: {@code dynolift-crema/logs}. */
    public Path logs() {
        return folder.resolve("logs");
    }

    /** One process's output: {@code dynolift-crema/logs/engine.log}. */
    public Path log(String process) {
        return logs().resolve(checkedName("process", process) + ".log");
    }

    /** The events of a run as lines of JSON: {@code dynolift-crema/logs/events.jsonl}. */
    public Path events() {
        return logs().resolve("events.jsonl");
    }

    /** The rehearsal's servers, sockets and state: {@code dynolift-crema/rehearsal}. */
    public Path rehearsal() {
        return folder.resolve("rehearsal");
    }

    /** What the audit keeps of Heroku's answers, so that it can go on: {@code dynolift-crema/audit}. */
    public Path audit() {
        return folder.resolve("audit");
    }

    /** Held while a process works here: {@code dynolift-crema/.lock}. */
    public Path lockFile() {
        return folder.resolve(".lock");
    }

    /**
     * Makes the workspace's own folder, readable by its owner alone where the file system can say so.
     *
     * @throws DynoliftException {@code INPUT} when a file has that name, {@code FILE} when it cannot be made
     */
    public Workspace create() {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "the workspace " + folder + " cannot be used",
                    "A file of that name is in the way.",
                    "Name another folder with --workspace.");
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                OwnerOnly.protect(folder);
            }
            return this;
        } catch (IOException e) {
            throw new DynoliftException(
                    ErrorCode.FILE,
                    "the workspace " + folder + " cannot be made",
                    FileReason.of(e),
                    "Give yourself the right to write there, or name another folder with --workspace.",
                    e);
        }
    }

    private static String checkedName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    "\"" + name + "\" cannot be used as the name of this " + what,
                    "A name has 1 to 63 small letters, digits, hyphens and underscores, and starts with a letter or a"
                            + " digit.",
                    "Choose another name.");
        }
        return name;
    }
}
