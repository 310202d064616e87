package dev.dynolift.plan;

import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.secret.CommandSecrets;

/**
 * Refuses secrets that somebody wrote into the plan: from there they would come into Terraform's values and state, and into
 * the task definitions. What is not the user's was looked at by the audit. Never shows a value.
 */
final class WrittenSecrets {

    private WrittenSecrets() {}

    /** Refuses the value of a variable that looks like a secret, by its name or by itself. */
    static void refuseIn(SectionReader variables, String name, Choice<String> value) {
        boolean written = value.source() == Source.YOURS && !value.value().isBlank();
        if (written && SecretDetection.isSecret(name, value.value(), ValueShape.of(value.value()))) {
            variables.refuse(
                    name,
                    "`" + name
                            + "` looks like a secret, and what stands under `variables` can be read in Terraform's values and state",
                    "Remove it there and write `" + name
                            + ": ssm-parameter` under `settings`; its value goes to the Parameter Store. Change it, if others"
                            + " have seen this file.");
        }
    }

    /** Refuses a command with a password or key in it. */
    static void refuseIn(SectionReader reader, Choice<String> command) {
        String known = command.value().replace(CommandSecrets.PLACEHOLDER, "$SETTING");
        if (command.source() == Source.YOURS && CommandSecrets.areIn(known)) {
            reader.refuse(
                    "command",
                    "there is a secret in this `command`, and commands can be read in Terraform's values and state",
                    "Put a setting in its place, such as $API_TOKEN, and write `API_TOKEN: ssm-parameter` under `settings`.");
        }
    }
}
