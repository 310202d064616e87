package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that calls Heroku's API. */
final class HerokuApiInCode extends MentionRule {

    HerokuApiInCode() {
        super(
                "heroku-api-in-code",
                WARNING,
                "b45",
                Kind.HEROKU_API,
                "The code calls Heroku's API.",
                "After the move it reaches an app that does not serve any more, and needs a key to Heroku.",
                "Replace what it does: `ecs:RunTask` starts a task, `ecs:UpdateService` scales and restarts; give the task's"
                        + " role the right to it.");
    }
}
