package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.stream.Stream;

/** Pages that still ask for the assets of the release before. */
final class OldAssets extends CodeRule {

    OldAssets() {
        super("old-assets", INFO, "b16");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {

        return findingIf(
                code.needs().assets() != null && "ruby".equals(code.language()),
                REPOSITORY,
                "Assets are made by " + code.needs().assets() + " and served by the app.",
                "Heroku's build cache keeps the files of earlier releases; an image has only its own, so during a rolling"
                        + " deploy a page may ask for a file that the other version does not have.",
                "Choose `assets: cdn` for the app's image in plan.yaml, which serves them from S3 behind CloudFront and deletes none,"
                        + " or accept seconds of it.",
                "Gemfile.lock");
    }
}
