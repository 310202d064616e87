package dev.dynolift.repository;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
            "django",
            "flask",
            "fastapi");

    private final Checkout checkout;

    private RepositoryReader(Checkout checkout) {
        this.checkout = checkout;
    }

    /**
     * What the checkout tells; files that are malformed become findings.
     *
     * @throws DynoliftException INPUT when the folder cannot be read at all
     */
    public static RepositoryReading read(Path folder) {
        Checkout checkout = new Checkout(folder);
        RepositoryFacts facts = new RepositoryReader(checkout).facts();
        return new RepositoryReading(facts, checkout.findings());
    }

    private RepositoryFacts facts() {
        Map<String, String> procfile = checkout.text("Procfile")
                .map(text -> Procfile.read(text, checkout))
                .orElse(Map.of());
        AppJson manifest = checkout.text("app.json")
                .map(text -> Manifest.read(text, checkout))
                .orElse(null);
        GemfileLock gemfile = checkout.text("Gemfile.lock")
                .map(text -> GemfileLock.read(text, checkout))
                .orElse(null);
        PackageJson node = checkout.text("package.json")
                .map(text -> PackageJson.read(text, checkout))
                .orElse(null);
        List<Library> gems = gemfile == null ? List.of() : gemfile.gems();
        RubyApp ruby = new RubyApp(checkout, gems);
        List<Library> libraries = new ArrayList<>(gems);
        if (node != null) {
            libraries.addAll(node.libraries());
        }
        libraries.addAll(python());
        return new RepositoryFacts(
                language(),
                libraries.stream()
                        .filter(library -> FRAMEWORKS.contains(library.name()))
                        .toList(),
                libraries.stream()
                        .filter(library -> !FRAMEWORKS.contains(library.name()))
                        .toList(),
                rubyVersion(gemfile),
                gemfile == null ? null : gemfile.bundler(),
                nodeVersion(node),
                node == null ? null : node.packageManager(),
                node == null ? null : Boolean.valueOf(node.build()),
                pythonVersion(),
                procfile,
                lines("Aptfile"),
                lines(".buildpacks"),
                manifest,
                checkout.has("heroku.yml"),
                checkout.has("Dockerfile"),
                checkout.has(".profile"),
                gemfile == null ? null : ruby.usesActionCable(),
                gemfile == null ? null : Boolean.valueOf(ruby.has("sidekiq")),
                gemfile == null ? null : ruby.usesActiveStorage(),
                gemfile == null ? null : ruby.usesAssetPipeline(),
                ruby.forcesSsl(),
                ruby.shutdownSeconds(procfile.values()),
                ruby.pumaKeepAlive(),
                ruby.localUploads(),
                ruby.healthPath(),
                ruby.schedulerTasks(),
                MentionSearch.search(checkout),
                commit());
    }

    /** In the order in which Heroku's buildpacks are tried. */
    private @Nullable String language() {
        if (checkout.has("Gemfile")) {
            return "ruby";
        }
        if (checkout.has("package.json")) {
            return "node";
        }
        if (checkout.has("requirements.txt") || checkout.has("Pipfile") || checkout.has("pyproject.toml")) {
            return "python";
        }
        if (checkout.has("pom.xml") || checkout.has("build.gradle") || checkout.has("build.gradle.kts")) {
            return "java";
        }
        if (checkout.has("go.mod")) {
            return "go";
        }
        return checkout.has("composer.json") ? "php" : checkout.has("static.json") ? "static" : null;
    }

    private @Nullable String rubyVersion(@Nullable GemfileLock gemfile) {
        String file = firstLine(".ruby-version").replaceFirst("^ruby-", "");
        if (gemfile != null && gemfile.ruby() != null) {
            return gemfile.ruby();
        }
        return file.matches("\\d+\\.\\d+(\\.\\d+)?([.-]?\\w+)?") ? file : toolVersion("ruby");
    }

    private @Nullable String nodeVersion(@Nullable PackageJson node) {
        if (node != null && node.node() != null) {
            return node.node();
        }
        String file = firstLine(".node-version").isEmpty() ? firstLine(".nvmrc") : firstLine(".node-version");
        return file.isEmpty() ? toolVersion("nodejs") : file.replaceFirst("^v", "");
    }

    private @Nullable String pythonVersion() {
        String runtime = firstLine("runtime.txt");
        String file = firstLine(".python-version");
        if (!file.isEmpty()) {
            return file;
        }
        return runtime.startsWith("python-") ? runtime.substring("python-".length()) : toolVersion("python");
    }

    /** asdf's file: a name and a version a line. */
    private @Nullable String toolVersion(String tool) {
        return lines(".tool-versions").stream()
                .filter(line -> line.startsWith(tool + " "))
                .map(line -> line.substring(tool.length()).strip().split("\\s+", 2)[0])
                .findFirst()
                .orElse(null);
    }

    /** Pinned lines of requirements.txt, "django==4.2.1", by small names. */
    private List<Library> python() {
        return lines("requirements.txt").stream()
                .map(line -> line.split("[;\\s]", 2)[0].split("==", 2))
                .filter(parts -> parts.length == 2)
                .map(parts ->
                        new Library(parts[0].toLowerCase(java.util.Locale.ROOT).replaceFirst("\\[.*", ""), parts[1]))
                .toList();
    }

    private String firstLine(String name) {
        return lines(name).stream().findFirst().orElse("");
    }

    private List<String> lines(String name) {
        return checkout.text(name)
                .map(text -> Arrays.stream(text.split("\n"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .toList())
                .orElse(List.of());
    }

    private @Nullable String commit() {
        String head = firstLineOf(checkout.text(".git/HEAD").orElse(""));
        if (head.startsWith("ref: refs/heads/") && !head.contains("..")) {
            String name = head.substring("ref: ".length());
            String direct = firstLineOf(checkout.text(".git/" + name).orElse(""));
            head = direct.isEmpty() ? packed(name) : direct;
        }
        return head.matches("[0-9a-f]{40,64}") ? head : null;
    }

    private String packed(String name) {
        return lines(".git/packed-refs").stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.split(" ", 2)[0])
                .findFirst()
                .orElse("");
    }

    private static String firstLineOf(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
