package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;
import dev.dynolift.market.DynoMetadata;
import org.jspecify.annotations.Nullable;

/** A line that reads what only Heroku sets. */
final class HerokuSettingInCode extends MentionRule {

    HerokuSettingInCode() {
        super(
                "heroku-setting-in-code",
                WARNING,
                "b43",
                Kind.HEROKU_SETTING,
                "The code reads a setting that only Heroku makes.",
                "AWS does not set it; what of it has a meaning there is among the plan's variables.",
                "Give it a default, or set it in plan.yaml.");
    }

    @Override
    String next(@Nullable String name) {
        return name != null && DynoMetadata.named(name).isPresent()
                ? "Look at its value in plan.yaml, and give the code a default."
                : super.next(name);
    }

    @Override
    String what(@Nullable String name) {
        return name == null ? super.what(null) : "The code reads " + name + ", which only Heroku makes.";
    }
}
