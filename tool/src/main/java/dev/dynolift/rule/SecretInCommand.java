package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.secret.CommandSecrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A command with a key or password in it, which stands there as a placeholder. */
final class SecretInCommand extends AppRule {

    SecretInCommand() {
        super("secret-in-command", BLOCKING, "f-secrets");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {
        Map<String, String> commands = new LinkedHashMap<>();
        app.processes().forEach(process -> commands.put("The process type " + process.type(), process.command()));
        String release = app.releaseCommand();
        if (release != null) {
            commands.put("The release phase", release);
        }
        for (int i = 0; i < app.scheduledJobs().size(); i++) {
            commands.put("Scheduled job " + (i + 1), app.scheduledJobs().get(i).command());
        }
        return commands.entrySet().stream()
                .filter(command -> command.getValue().contains(CommandSecrets.PLACEHOLDER))
                .map(command -> finding(
                        // A blocker is named in plan.yaml by its rule and subject, and each name stands there once.
                        app.name() + ", " + command.getKey().replaceFirst("^The ", ""),
                        command.getKey() + " has a key or password in its command: `" + command.getValue() + "`.",
                        "dynolift writes no secret down, so that the command cannot run as it stands here; a task's command"
                                + " is readable to everybody who may look at the service.",
                        "Put the value into a setting and name it in the command, as in $TOKEN, then run the audit again.",
                        "/apps/" + app.name()));
    }
}
