package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

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
            "ci-",
            "cleanup",
            "awscli");

    BuildpackUnknown() {
        super("buildpack-unknown", WARNING, "b47");
    }

    @Override
    Stream<Finding> check(HerokuApp app) {

        return app.buildpacks().stream()
                .filter(buildpack -> KNOWN.stream().noneMatch(buildpack.toLowerCase(Locale.ROOT)::contains))
                .map(buildpack -> finding(
                        app.name() + " " + buildpack,
                        "What the buildpack " + buildpack + " does is not known.",
                        "An image is built without buildpacks; what it installed or set is missing.",
                        "Look into its bin/compile, and add what it does to the Dockerfile.",
                        buildpacks(app)));
    }
}
