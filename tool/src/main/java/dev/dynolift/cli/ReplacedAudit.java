package dev.dynolift.cli;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.terminal.Console;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The audit of Heroku itself in whose place a replay would put a recording.
 *
 * @param source whom it has asked; empty when there is none
 */
record ReplacedAudit(Workspace folder, Optional<String> source) {

    static ReplacedAudit of(Workspace folder) {
        if (!Files.isRegularFile(folder.inventory())) {
            return new ReplacedAudit(folder, Optional.empty());
        }
        Inventory found;
        try {
            found = InventoryFile.read(folder.inventory());
        } catch (DynoliftException unreadable) {
            // Whatever it was, no plan can be made of it.
            return new ReplacedAudit(folder, Optional.empty());
        }
        boolean real = found.source().contains("://") && !found.isReplayed();
        return new ReplacedAudit(folder, real ? Optional.of(found.source()) : Optional.empty());
    }

    /**
     * Goes on where nothing is lost, or where that is meant.
     *
     * @throws DynoliftException INPUT when nobody has said that the audit may go
     */
    void allow(boolean meant, Console console) {
        if (source.isEmpty()) {
            return;
        }
        if (!meant) {
            throw new DynoliftException(
                    ErrorCode.INPUT,
                    folder.folder() + " holds an audit of " + source.get(),
                    "The replay would put the recording in its place, and plan.yaml would be made from that.",
                    "Name another folder with --workspace, or add --yes if the recording is to replace it.");
        }
        console.say("The audit of " + source.get() + " in " + folder.folder() + " is replaced by the recording.");
    }
}
