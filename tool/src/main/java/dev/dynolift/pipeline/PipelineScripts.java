package dev.dynolift.pipeline;

import java.util.Locale;
import java.util.Optional;

/**
 * The scripts that a CI service runs, one after the other.
 *
 * @param build prints the name of what it has made
 * @param deploy is told that name
 * @param made what it is: {@code image}, {@code release}
 * @param node the version of Node.js that the build runs on; empty where it needs none
 */
record PipelineScripts(String build, String deploy, String made, Optional<String> node) {

    /** An image is built by Docker alone. */
    static final PipelineScripts IMAGE = new PipelineScripts("ci/build.sh", "ci/deploy.sh", "image", Optional.empty());

    static PipelineScripts site(Optional<String> node) {
        return new PipelineScripts("ci/build-site.sh", "ci/deploy-site.sh", "release", node);
    }

    /** Puts the names into a template. */
    String in(String template) {
        return template.replace("<build>", build)
                .replace("<deploy>", deploy)
                .replace("<made>", made)
                .replace("<MADE>", made.toUpperCase(Locale.ROOT));
    }
}
