package dev.dynolift.rule;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.Severity;
import java.util.Objects;
import java.util.stream.Stream;

/** A rule that looks at an app's code alone. Apps of one repository share its findings. */
abstract class CodeRule extends Rule {

    /** The subject of a finding that has no better place than the whole checkout. */
    static final String REPOSITORY = "repository";

    CodeRule(String id, Severity severity, String fact) {
        super(id, severity, fact);
    }

    abstract Stream<Finding> check(RepositoryFacts code);

    @Override
    public final Stream<Finding> check(Inventory inventory) {
        return inventory.apps().stream()
                .map(HerokuApp::repository)
                .filter(Objects::nonNull)
                .flatMap(this::check)
                .distinct();
    }
}
