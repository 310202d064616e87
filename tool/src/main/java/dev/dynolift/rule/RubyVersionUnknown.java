package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** A Ruby app that does not say which Ruby. */
final class RubyVersionUnknown extends CodeRule {

    RubyVersionUnknown() {
        super("ruby-version-unknown", WARNING, "f-versions");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                "ruby".equals(code.language()) && code.rubyVersion() == null,
                REPOSITORY,
                code.needs().oldestRuby() == null
                        ? "The repository does not say which Ruby it needs."
                        : "The Gemfile takes any Ruby from " + code.needs().oldestRuby()
                                + " on, and nothing says which one runs.",
                "Heroku chose one at the first deploy; the image needs the same.",
                "Run `heroku run -a APP ruby -v` and write the version into .ruby-version.",
                code.needs().oldestRuby() == null ? "Gemfile.lock" : "Gemfile");
    }
}
