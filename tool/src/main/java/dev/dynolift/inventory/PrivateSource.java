package dev.dynolift.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place that hands out libraries only to those who have a login.
 *
 * @param what what comes from where: "gems from gems.example.com"
 * @param credential what the build has to be given: "the setting BUNDLE_GEMS__EXAMPLE__COM"
 * @param place a file and line: "Gemfile.lock:2"
 * @param reader what installs them; null in inventories of before it was told
 * @param settings by which names the files themselves ask for the login: {@code ${GITHUB_NPM_TOKEN}}
 */
public record PrivateSource(
        String what,
        String credential,
        String place,
        @Nullable Reader reader,
        List<String> settings) {

    /** Whose files name it. */
    public enum Reader {
        BUNDLER,
        /** npm, Yarn or pnpm. */
        NODE,
        /** pip, Pipenv, Poetry or uv. */
        PYTHON
    }

    public PrivateSource {
        settings = settings == null ? List.of() : List.copyOf(settings);
    }
}
