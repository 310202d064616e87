package dev.dynolift.audit;

import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuRefusal;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Looks for files in a slug that look like settings or keys and are not in the repository. The slug streams past; only
 * names are looked at, and nothing of it is kept.
 */
final class SlugReading {

    private static final Pattern CONFIG = Pattern.compile(
            "(.*/)?(\\.env(\\.[\\w.-]+)?|master\\.key|[\\w.-]+\\.key|[\\w.-]+\\.pem|[\\w.-]+\\.p12|[\\w.-]+\\.pfx|[\\w.-]+\\.jks"
                    + "|id_(rsa|dsa|ecdsa|ed25519)|secrets\\.ya?ml|application\\.yml|credentials\\.json"
                    + "|service[-_]account[\\w-]*\\.json|\\.npmrc|\\.netrc|\\.pgpass)");
    /** Libraries bring certificates and examples of their own; what says example is one. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(.*/)?(vendor|node_modules|\\.heroku|\\.bundle|\\.profile\\.d|\\.venv|site-packages|test|tests|spec|fixtures|tmp)/.*"
                    + "|.*\\.(example|sample|template|dist)");

    private static final int MOST_ENTRIES = 2_000_000;

    private final HerokuApi api;
    private final Questions questions;
    private final Optional<Path> repository;

    SlugReading(HerokuApi api, Questions questions, Optional<Path> repository) {
        this.api = api;
        this.questions = questions;
        this.repository = repository;
    }

    /** The app with the names of such files; as it was when it has no slug, or that could not be read. */
    HerokuApp lookedInto(HerokuApp app) {
        AppDetails.Slug slug = app.details().slug();
        if (slug == null) {
            return app;
        }
        String path = "/apps/" + app.name() + "/slugs/" + slug.id();
        try {
            // Asked again: the address in an older answer has expired.
            String address = Text.of(api.freshObject(path), "blob.url");
            try (InputStream archive = api.download(address)) {
                List<String> found = configFiles(archive);
                return app.withDetails(app.details().withSlug(slug.withConfigFiles(found)));
            }
        } catch (IOException | HerokuRefusal e) {
            questions.find(new Finding(
                    "slug-not-read",
                    Severity.WARNING,
                    app.name() + " slug",
                    "The slug could not be looked into.",
                    "A file with settings or keys that is only there would be missing on AWS.",
                    "Run the audit again, or look with `heroku run -a " + app.name() + " ls -a`.",
                    path));
            return app;
        }
    }

    private List<String> configFiles(InputStream archive) throws IOException {
        List<String> found = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(archive))) {
            TarArchiveEntry entry = tar.getNextEntry();
            for (int i = 0; entry != null && i < MOST_ENTRIES; i++) {
                String name = entry.getName().replaceFirst("^(\\./)?(app/)?", "");
                if (entry.isFile()
                        && CONFIG.matcher(name).matches()
                        && !FOREIGN.matcher(name).matches()
                        && !isInRepository(name)) {
                    found.add(name);
                }
                entry = tar.getNextEntry();
            }
        }
        found.sort(null);
        return found;
    }

    private boolean isInRepository(String name) {
        Path root = repository.orElse(null);
        if (root == null) {
            return false;
        }
        Path file = root.resolve(name).normalize();
        return file.startsWith(root.normalize()) && Files.exists(file);
    }
}
