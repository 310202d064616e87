package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;
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
                "It is not set on AWS.",
                "Give it a default, or set it in plan.yaml.");
    }

    @Override
    String what(@Nullable String name) {
        return name == null ? super.what(null) : "The code reads " + name + ", which only Heroku makes.";
    }
}
