package dev.dynolift.cli;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.Severity;
import dev.dynolift.inventory.Surroundings.NotAsked;
import dev.dynolift.terminal.Console;
import dev.dynolift.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says after an audit what stands in the way, what was not looked at, and what to run next. */
final class AuditAdvice {

    private final Console console;

    AuditAdvice(Console console) {
        this.console = console;
    }

    /**
     * @param databases whether the databases themselves were asked
     * @param named the folder that the user gave; null for the usual one
     */
    void print(Inventory inventory, Workspace folder, boolean databases, @Nullable Path named) {
        List<Finding> blocking = inventory.findings(Severity.BLOCKING);
        for (Finding finding : blocking) {
            console.say("Blocking: " + finding.subject() + ": " + finding.what() + "\n  → " + finding.next());
        }
        for (Finding finding : inventory.findings(Severity.WARNING)) {
            console.say("Warning: " + finding.subject() + ": " + finding.what() + "\n  → " + finding.next());
        }
        Path here = Path.of("").toAbsolutePath();
        Path file = folder.inventory().startsWith(here) ? here.relativize(folder.inventory()) : folder.inventory();
        List<NotAsked> notAsked = inventory.surroundings().notAsked();
        if (!notAsked.isEmpty()) {
            console.say("Not asked: "
                    + notAsked.stream()
                            .map(one -> one.what() + " (" + one.next() + ")")
                            .collect(Collectors.joining("; "))
                    + ".");
        }
        boolean unread = inventory.databases().stream()
                .anyMatch(database -> database.holdings() == null && database.following() == null);
        if (unread && !databases && !inventory.source().equals("repository only")) {
            console.say("The databases themselves were not asked: which extensions they use is unknown;"
                    + " --databases reads that, and no row.");
        }
        console.say("Written: " + file + ", and audit.html beside it for people");
        console.say("Next: dynolift plan" + (named == null ? "" : " --workspace " + named));
    }
}
