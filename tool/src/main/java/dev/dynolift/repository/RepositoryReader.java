package dev.dynolift.repository;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.CodeNeeds;
import dev.dynolift.inventory.HerokuManifest;
import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.secret.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an app's checkout. */
public final class RepositoryReader {

    private static final Set<String> FRAMEWORKS = Set.of(
            "rails",
            "sinatra",
            "hanami",
            "roda",
            "grape",
            "express",
            "fastify",
            "koa",
            "next",
            "nuxt",
            "@nestjs/core",
            "@remix-run/node",
            "parse-server",
            "ghost",
            "django",
            "flask",
            "fastapi",
            "starlette");

    private final Checkout checkout;
    private final AppFolder folder;

    private RepositoryReader(AppFolder folder) {
        this.folder = folder;
        this.checkout = folder.checkout();
    }

    /**
     * What the checkout tells; files that are malformed become findings.
     *
     * @throws DynoliftException INPUT when the folder cannot be read at all
     */
    public static RepositoryReading read(Path folder) {
        return read(folder, Map.of());
    }

    /**
     * What the part of the checkout tells that is the app, when it has several; files are named from there.
     *
     * @param settings of the app at Heroku, by name: {@link #choosing} is enough
     * @throws DynoliftException INPUT when the folder cannot be read at all
     */
    public static RepositoryReading read(Path folder, Map<String, String> settings) {
        AppFolder app = AppFolder.in(new Checkout(folder), settings);
        RepositoryFacts facts = new RepositoryReader(app).facts();
        return new RepositoryReading(facts, app.checkout().findings());
    }

    /**
     * Nothing when the folder can be read.
     *
     * @throws DynoliftException INPUT when it cannot
     */
    public static void requireFolder(Path folder) {
        new Checkout(folder);
    }

    /** The settings by which buildpacks choose a part of a repository. */
    public static Set<String> choosing() {
        return AppFolder.SETTINGS;
    }

    private RepositoryFacts facts() {
        // Heroku itself reads it at the root alone.
        AppJson manifest = checkout.text("app.json")
                .or(() -> checkout.whole().flatMap(whole -> whole.text("app.json")))
                .map(text -> Manifest.read(text, checkout))
                .orElse(null);
        String place = folder.procfile();
        Map<String, String> procfile = checkout.searchable(place)
                .map(text -> Procfile.read(place, text, checkout))
                .orElse(Map.of());
        GemfileLock gemfile = checkout.searchable("Gemfile.lock")
                .map(text -> GemfileLock.read(text, checkout))
                .orElse(null);
        PackageJson node = checkout.text("package.json")
                .map(text -> PackageJson.read(text, checkout))
                .orElse(null);
        List<Library> gems =
                gemfile == null ? GemfileReading.gems(checkout) : gemfile.gemsWithout(GemfileReading.leftOut(checkout));
        PythonApp python = new PythonApp(checkout);
        List<Library> pip = python.libraries();
        RubyApp ruby = new RubyApp(checkout, gems);
        List<Library> libraries = new ArrayList<>(gems);
        libraries.addAll(node == null ? List.of() : node.libraries());
        libraries.addAll(pip);
        HerokuManifest containers = checkout.text("heroku.yml")
                .map(text -> HerokuYml.read(text, checkout))
                .orElse(null);
        String dockerfile = containers == null
                ? ImageRecipe.USUAL
                : containers
                        .dockerfile()
                        .filter(containers.recipes()::containsKey)
                        .orElse(ImageRecipe.USUAL);
        LanguageReading versions = new LanguageReading(checkout);
        List<String> buildpacks = checkout.lines(".buildpacks").stream()
                .map(Address::withoutLogin)
                .toList();
        List<String> declared = buildpacks.isEmpty() && manifest != null ? manifest.buildpacks() : buildpacks;
        ServiceSearch services = new ServiceSearch();
        services.libraries("gem", gems, gemfile == null ? "Gemfile" : "Gemfile.lock");
        services.libraries("npm", node == null ? List.of() : node.libraries(), "package.json");
        if (node != null) {
            new WorkspacePackages(checkout)
                    .libraries(node.workspaces())
                    .forEach((file, own) -> services.libraries("npm", own, file));
        }
        services.libraries("pip", pip, python.place());
        services.configuration(checkout);
        MentionSearch mentions = new MentionSearch();
        SettingSearch settings = new SettingSearch();
        CodeSearch.run(checkout, List.of(mentions, settings, services));
        services.brokers(pip, python.place(), settings.uses());
        services.fixedServers().forEach(mentions::add);
        Set<String> dockerfiles = new LinkedHashSet<>(List.of(dockerfile));
        if (containers != null) {
            dockerfiles.addAll(containers.recipes().keySet());
        }
        DeclaredSecrets.of(checkout, dockerfiles).forEach(mentions::add);
        RepositoryFacts facts = new RepositoryFacts(
                versions.language(declared, procfile.getOrDefault("web", "")),
                libraries.stream()
                        .filter(library -> FRAMEWORKS.contains(library.name()))
                        .toList(),
                libraries.stream()
                        .filter(library -> !FRAMEWORKS.contains(library.name()))
                        .toList(),
                versions.ruby(gemfile),
                gemfile == null ? null : gemfile.bundler(),
                versions.node(node),
                node == null ? null : node.packageManager(),
                node == null ? null : Boolean.valueOf(node.build()),
                versions.python(),
                procfile,
                checkout.lines("Aptfile").stream().map(Address::withoutLogin).toList(),
                buildpacks,
                manifest,
                checkout.has("heroku.yml"),
                checkout.has(dockerfile),
                !profileScripts().isEmpty(),
                gems.isEmpty() ? null : ruby.usesActionCable(),
                gems.isEmpty() ? null : Boolean.valueOf(ruby.has("sidekiq")),
                gems.isEmpty() ? null : ruby.usesActiveStorage(),
                gems.isEmpty() ? null : ruby.usesAssetPipeline(),
                ruby.forcesSsl(),
                ruby.shutdownSeconds(procfile.values()),
                ruby.pumaKeepAlive(),
                ruby.localUploads(),
                ruby.healthPath(),
                ruby.schedulerTasks(),
                mentions.mentions(),
                GitHead.commit(checkout));
        String start = node == null ? null : node.start();
        return facts.withNeeds(new CodeNeeds(
                settings.uses(),
                services.uses(),
                new ServerReading(checkout).read(facts, start),
                assets(ruby, libraries),
                SecretFiles.of(checkout),
                gemfile == null ? List.of() : gemfile.platforms(),
                profileScripts(),
                buildFiles(node),
                node == null ? List.of() : node.workspaces(),
                containers,
                image(containers, dockerfile),
                PrivateSources.of(checkout, node == null ? List.of() : node.libraries()),
                SchemaReading.of(checkout),
                folder.place(),
                new StarterReading(checkout).of(procfile),
                facts.rubyVersion() == null ? versions.oldestRuby() : null,
                checkout.text(StaticJson.FILE)
                        .map(text -> StaticJson.read(text, checkout))
                        .orElse(null),
                python.install(),
                new LibraryFilesReading(checkout).read(node),
                GitFilesReading.of(checkout)));
    }

    private @Nullable ImageRecipe image(@Nullable HerokuManifest containers, String dockerfile) {
        ImageRecipe read = containers == null ? null : containers.recipes().get(dockerfile);
        return read != null
                ? read
                : checkout.searchable(dockerfile)
                        .map(text -> DockerfileReading.read(dockerfile, text, checkout.has(".dockerignore"), checkout))
                        .orElse(null);
    }

    private List<String> profileScripts() {
        List<String> scripts = new ArrayList<>(checkout.in(".profile.d", ".sh"));
        if (checkout.has(".profile")) {
            scripts.add(".profile");
        }
        return scripts;
    }

    private List<String> buildFiles(@Nullable PackageJson node) {
        List<String> files = new ArrayList<>();
        Stream.of(".slugignore", "bin/pre_compile", "bin/post_compile")
                .filter(checkout::has)
                .forEach(files::add);
        if (node != null) {
            files.addAll(node.hooks());
        }
        return files;
    }

    private @Nullable String assets(RubyApp ruby, List<Library> libraries) {
        if (ruby.assets() != null) {
            return ruby.assets();
        }
        for (String maker : List.of("next", "nuxt", "vite", "react-scripts", "webpack", "whitenoise")) {
            if (libraries.stream().anyMatch(library -> library.name().equals(maker))) {
                return maker;
            }
        }
        return checkout.has("manage.py") ? "collectstatic" : null;
    }
}
