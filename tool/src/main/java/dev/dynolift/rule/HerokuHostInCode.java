package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.SourceMention.Kind;

/** A line that names the host that Heroku gave. */
final class HerokuHostInCode extends MentionRule {

    HerokuHostInCode() {
        super(
                "heroku-host-in-code",
                WARNING,
                "b39",
                Kind.HEROKU_HOST,
                "The code names a host under herokuapp.com.",
                "That host ends with the app at Heroku.",
                "Read the host from a setting.");
    }
}
