package dev.dynolift.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an app's code asks of the place where it runs, as far as reading it tells.
 *
 * @param settings environment variables that the code reads, each once, by name
 * @param services databases, caches and queues that it talks to
 * @param server what answers web requests; null when that could not be told
 * @param assets what makes stylesheets and scripts: "sprockets", "propshaft", "vite", "webpacker", "shakapacker",
 *     "jsbundling", "next", "collectstatic" …; null when nothing was found
 * @param secretFiles files that hold secrets, or are missing from the checkout because they do
 * @param gemPlatforms of Gemfile.lock: "ruby", "x86_64-linux"
 * @param profileScripts {@code .profile} and those of {@code .profile.d}, which Heroku runs before every process
 * @param buildFiles what Heroku obeys while it builds: {@code bin/post_compile}, {@code .slugignore}, and scripts of
 *     package.json, by name: "heroku-prebuild"
 * @param workspaces folders of a JavaScript monorepo, as written
 * @param herokuYml null when there is none
 * @param image the Dockerfile; null when there is none
 * @param privateSources from where the build takes libraries with a login
 * @param schema what the code says of its database; null when it has no such file
 * @param place where the app stands in its repository
 * @param starters processes that start several programs
 * @param oldestRuby the oldest Ruby that will do: "2.5"; null when the code names one to use, or none
 * @param site what static.json says; null when there is none
 * @param python how libraries for Python are installed; null when there are none
 * @param libraryFiles what the installation of other libraries reads; null in what an older dynolift wrote
 * @param gitFiles what git carries and what not; null likewise
 */
public record CodeNeeds(
        List<SettingUse> settings,
        List<ServiceUse> services,
        @Nullable HttpServer server,
        @Nullable String assets,
        List<SecretFile> secretFiles,
        List<String> gemPlatforms,
        List<String> profileScripts,
        List<String> buildFiles,
        List<String> workspaces,
        @Nullable HerokuManifest herokuYml,
        @Nullable ImageRecipe image,
        List<PrivateSource> privateSources,
        @Nullable SchemaFile schema,
        CodePlace place,
        List<ProgramStarter> starters,
        @Nullable String oldestRuby,
        @Nullable StaticSite site,
        @Nullable PythonLibraries python,
        @Nullable LibraryFiles libraryFiles,
        @Nullable GitFiles gitFiles) {

    /** Nothing is known. */
    public static final CodeNeeds NONE = new CodeNeeds(
            List.of(), List.of(), null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    public CodeNeeds {
        settings = copy(settings);
        services = copy(services);
        secretFiles = copy(secretFiles);
        gemPlatforms = copy(gemPlatforms);
        profileScripts = copy(profileScripts);
        buildFiles = copy(buildFiles);
        workspaces = copy(workspaces);
        privateSources = copy(privateSources);
        place = place == null ? CodePlace.WHOLE : place;
        starters = copy(starters);
    }

    /** Needs of code that takes its libraries from public places, and has no file about its database. */
    public CodeNeeds(
            List<SettingUse> settings,
            List<ServiceUse> services,
            @Nullable HttpServer server,
            @Nullable String assets,
            List<SecretFile> secretFiles,
            List<String> gemPlatforms,
            List<String> profileScripts,
            List<String> buildFiles,
            List<String> workspaces,
            @Nullable HerokuManifest herokuYml,
            @Nullable ImageRecipe image) {
        this(
                settings,
                services,
                server,
                assets,
                secretFiles,
                gemPlatforms,
                profileScripts,
                buildFiles,
                workspaces,
                herokuYml,
                image,
                List.of(),
                null,
                CodePlace.WHOLE,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    /** What each Dockerfile makes that something runs in, the web process's first. */
    public List<ImageRecipe> images() {
        Map<String, ImageRecipe> images = new LinkedHashMap<>();
        if (image != null) {
            images.put(image.file(), image);
        }
        if (herokuYml != null) {
            herokuYml.recipes().forEach(images::putIfAbsent);
        }
        return List.copyOf(images.values());
    }

    /** What the code uses a service for. */
    public Stream<ServiceUse> uses(ServiceUse.Service service) {
        return services.stream().filter(use -> use.service() == service);
    }

    /** Whether a service is there only to remember what can be computed again. */
    public boolean isOnlyCache(ServiceUse.Service service) {
        return uses(service).findAny().isPresent()
                && uses(service).allMatch(use -> use.purpose() == ServiceUse.Purpose.CACHE);
    }

    // A file that an older dynolift wrote has none of these.
    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
