package dev.dynolift.plan;

import dev.dynolift.inventory.SecretDetection;
import dev.dynolift.inventory.ValueShape;
import dev.dynolift.secret.CommandSecrets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses secrets that somebody wrote into the plan: from there they would come into Terraform's values and state, and into
 * the task definitions. What is not the user's was looked at by the audit. Never shows a secret.
 */
final class WrittenSecrets {

    private static final Pattern SETTING = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** What stands behind the names of settings, and is none of their values. */
    private static final Set<String> DESTINATIONS =
            Stream.of(SettingPlan.Destination.values()).map(Choice::word).collect(Collectors.toUnmodifiableSet());

    private WrittenSecrets() {}

    /**
     * A value that somebody wrote, as it may be shown in findings and errors.
     *
     * @param key by which it stands in the plan; those in capitals are settings' names
     */
    static String shown(String key, @Nullable Object content) {
        String value = CommandSecrets.masked(String.valueOf(content));
        String rest = withoutPlaceholders(value);
        String name = SETTING.matcher(key).matches() && !DESTINATIONS.contains(value) ? key : "";
        return SecretDetection.isSecret(name, rest, ValueShape.of(rest)) ? "a value that looks like a secret" : value;
    }

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
        if (command.source() == Source.YOURS && CommandSecrets.areIn(withoutPlaceholders(command.value()))) {
            reader.refuse(
                    "command",
                    "there is a secret in this `command`, and commands can be read in Terraform's values and state",
                    "Put a setting in its place, such as $API_TOKEN, and write `API_TOKEN: ssm-parameter` under `settings`.");
        }
    }

    /** What was taken out before is none any more. */
    private static String withoutPlaceholders(String value) {
        return value.replace(CommandSecrets.PLACEHOLDER, "$SETTING");
    }
}
