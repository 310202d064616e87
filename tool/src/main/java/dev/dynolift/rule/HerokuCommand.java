package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that calls the heroku program. */
final class HerokuCommand extends MentionRule {

    HerokuCommand() {
        super(
                "heroku-command",
                WARNING,
                "b37",
                Kind.HEROKU_COMMAND,
                "A script calls the `heroku` command.",
                "It reaches the app at Heroku, which does not serve any more after the move.",
                "Replace it by psql or the AWS command line: `aws ecs run-task` for what ends by itself,"
                        + " `aws ecs execute-command` for a console.");
    }
}
