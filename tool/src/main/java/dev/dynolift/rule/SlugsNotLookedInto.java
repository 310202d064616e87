package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.INFO;

import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.util.List;
import java.util.stream.Stream;

/** Slugs that nobody has tried to download: of many apps that takes its time. What failed is told where it failed. */
final class SlugsNotLookedInto extends Rule {

    private static final int NAMED = 5;

    SlugsNotLookedInto() {
        super("slugs-not-looked-into", INFO, "b15");
    }

    @Override
    public Stream<Finding> check(Inventory inventory) {

        List<String> apps = inventory.apps().stream()
                .filter(SlugsNotLookedInto::isUnseen)
                .map(HerokuApp::name)
                .toList();
        return findingIf(
                !apps.isEmpty(),
                "slugs",
                (apps.size() == 1 ? "One slug was" : apps.size() + " slugs were") + " not looked into: "
                        + some(apps, NAMED) + ".",
                "A file with settings or keys, or a secret that a buildpack made, may exist only there.",
                "Audit again with --slugs, which downloads each slug, or name up to three apps at a time.",
                "/apps/" + (apps.isEmpty() ? "" : apps.get(0)) + "/slugs");
    }

    private static boolean isUnseen(HerokuApp app) {
        AppDetails.Slug slug = app.details().slug();
        return slug != null && slug.configFiles() == null && !Boolean.TRUE.equals(slug.closed());
    }
}
