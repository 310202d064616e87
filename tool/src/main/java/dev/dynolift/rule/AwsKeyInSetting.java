package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.SettingTarget;
import java.util.stream.Stream;

/** A key of an IAM user among the settings. */
final class AwsKeyInSetting extends Rule {

    AwsKeyInSetting() {
        super("aws-key-in-setting", INFO, "e3");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {
        return inventory.surroundings().settingTargets().stream()
                .filter(target -> target.kind() == SettingTarget.Kind.IAM_USER)
                .map(target -> finding(
                        target.app() + " " + target.setting(),
                        target.name() == null
                                ? "The setting " + target.setting() + " holds an AWS key whose user is not known here."
                                : "The setting " + target.setting() + " holds a key of the IAM user " + target.name()
                                        + ".",
                        "A task on AWS has a role of its own and needs no key, which nobody could then steal.",
                        "Give the task's role the same rights, remove the setting, and switch the key off some days later.",
                        "/apps/" + target.app() + "/config-vars"));
    }
}
