package dev.dynolift.audit;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.inventory.AppDetails;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Severity;
import dev.dynolift.repository.GitIgnore;
import dev.dynolift.rest.BoundedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Looks for files in a slug that look like settings or keys and are not in the repository, and for secrets that
 * buildpacks have written into its scripts. The slug streams past, and nothing of it is kept but names.
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

    /** Buildpacks write settings of their own making into these, which a dyno reads before every process. */
    private static final Pattern SCRIPT = Pattern.compile("\\.profile\\.d/[^/]+\\.sh");

    private static final int MOST_ENTRIES = 2_000_000;
    private static final long LARGEST_UNPACKED = 8L << 30;
    private static final int LARGEST_SCRIPT = 256 << 10;

    private final HerokuApi api;
    private final Questions questions;
    private final Optional<Path> repository;
    private final Optional<GitIgnore> ignore;

    /** @param folder the app's part of the checkout; empty for the whole */
    SlugReading(HerokuApi api, Questions questions, Optional<Path> checkout, String folder) {
        this.api = api;
        this.questions = questions;
        this.repository = checkout.map(root -> root.resolve(folder));
        this.ignore = checkout.map(root -> GitIgnore.of(root, folder));
    }

    /**
     * The app with the names of such files, and the secrets that its buildpacks have made; as it was when it has no slug,
     * or that could not be read.
     */
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
                List<String> found = new ArrayList<>();
                Map<String, ConfigVar> settings = new LinkedHashMap<>();
                app.configVars().forEach(setting -> settings.put(setting.name(), setting));
                look(archive, LARGEST_UNPACKED, found, settings);
                HerokuApp located =
                        app.configVars().isEmpty() ? app : app.withConfigVars(List.copyOf(settings.values()));
                return located.withDetails(located.details().withSlug(slug.withConfigFiles(found)));
            }
        } catch (IOException | DynoliftException e) {
            if (e instanceof DynoliftException known && known.code() == ErrorCode.INTERRUPTED) {
                throw known;
            }
            questions.find(new Finding(
                    "slug-not-read",
                    Severity.WARNING,
                    app.name() + " slug",
                    "The slug could not be looked into" + reason(e) + ".",
                    "A file with settings or keys that is only there would be missing on AWS.",
                    "Run the audit again, or look with `heroku run -a " + app.name() + " ls -a`.",
                    path,
                    Facts.SLUG));
            return app.withDetails(app.details().withSlug(slug.thatIsClosed()));
        }
    }

    /** In brackets; an address would open the slug to whoever reads it. */
    private static String reason(Exception e) {
        String reason = e instanceof DynoliftException known ? known.what() : Reason.of(e);
        return reason.isBlank() || reason.contains("://") ? "" : " (" + reason + ")";
    }

    /**
     * @param settings to which those are added that stand in the slug alone
     * @throws IOException also when more comes out of the archive than any app has: a few bytes may hold terabytes
     */
    void look(InputStream archive, long mostUnpacked, List<String> found, Map<String, ConfigVar> settings)
            throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BoundedStream(new GZIPInputStream(archive), mostUnpacked, "the unpacked slug"))) {
            TarArchiveEntry entry = tar.getNextEntry();
            for (int i = 0; entry != null; i++) {
                if (i == MOST_ENTRIES) {
                    throw new IOException("the slug has more than " + MOST_ENTRIES + " files");
                }
                String name = entry.getName().replaceFirst("^(\\./)?(app/)?", "");
                if (entry.isFile()
                        && CONFIG.matcher(name).matches()
                        && !FOREIGN.matcher(name).matches()
                        && !isInRepository(name)) {
                    found.add(name);
                } else if (entry.isFile() && SCRIPT.matcher(name).matches() && !isInRepository(name)) {
                    String script = new String(tar.readNBytes(LARGEST_SCRIPT), StandardCharsets.UTF_8);
                    Set<String> empty = settings.values().stream()
                            .filter(setting -> setting.kind() == Kind.EMPTY)
                            .map(ConfigVar::name)
                            .collect(Collectors.toSet());
                    List<ConfigVar> made = SlugOnlySettings.secretsIn(script, empty);
                    made.stream()
                            .filter(setting -> empty.contains(setting.name()))
                            .forEach(setting -> settings.put(setting.name(), setting));
                    made.forEach(setting -> settings.putIfAbsent(setting.name(), setting));
                    if (made.stream().anyMatch(settings::containsValue)) {
                        found.add(name);
                    }
                }
                entry = tar.getNextEntry();
            }
        }
        found.sort(null);
    }

    private boolean isInRepository(String name) {
        Path root = repository.orElse(null);
        if (root == null) {
            return false;
        }
        Path file = root.resolve(name).normalize();
        // What git ignores is in the folder of whoever looks, and in no clone of it.
        return file.startsWith(root.normalize())
                && Files.exists(file)
                && ignore.filter(patterns -> patterns.ignores(name)).isEmpty();
    }
}
