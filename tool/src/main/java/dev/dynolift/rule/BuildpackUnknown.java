package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.BLOCKING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A buildpack whose work nobody takes over. */
final class BuildpackUnknown extends AppRule {

    private static final List<String> KNOWN = List.of(
            "ruby",
            "nodejs",
            "python",
            "java",
            "gradle",
            "scala",
            "clojure",
            "php",
            "go",
            "static",
            "apt",
            "jemalloc",
            "pgbouncer",
            "ffmpeg",
            "imagemagick",
            "vips",
            "google-chrome",
            "chrome-for-testing",
            "chromedriver",
            "wkhtmltopdf",
            "tesseract",
            "poppler",
            "graphviz",
            "exiftool",
            "geo",
            "activestorage-preview",
            "nginx",
            "datadog",
            "multi",
            // Choose among several Procfiles by a setting, which the audit heeds.
            "procfile",
            "metrics",
            "elixir",
            "phoenix",
            "dotnet",
            "pnpm",
            "yarn",
            "sourceversion",
            "monorepo",
            "subdir",
            "newrelic",
            "ci",
            "jvm",
            "cleanup",
            "awscli");

    BuildpackUnknown() {
        super("buildpack-unknown", BLOCKING, "b47");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.buildpacks().stream()
                .filter(buildpack -> !isKnown(buildpack))
                .map(buildpack -> finding(
                        app.name() + " " + buildpack,
                        "What the buildpack " + buildpack + " does is not known.",
                        "An image is built without buildpacks; what it installed or set is missing.",
                        "Look into its bin/compile, add what it does to the Dockerfile, and say `accepted: true` of this"
                                + " blocker in plan.yaml.",
                        buildpacks(app)));
    }

    /** By whole words of the last part of its name or address: "go" is no "mongo". */
    static boolean isKnown(String buildpack) {
        String address = buildpack
                .toLowerCase(Locale.ROOT)
                .replaceFirst("[#?].*", "")
                .replaceFirst("/+$", "")
                .replaceFirst("\\.(git|tgz|tar\\.gz|zip)$", "");
        String words = address.substring(address.lastIndexOf('/') + 1).replaceAll("[^a-z0-9]+", "-");
        return KNOWN.stream().anyMatch(known -> ("-" + words + "-").contains("-" + known + "-"));
    }
}
