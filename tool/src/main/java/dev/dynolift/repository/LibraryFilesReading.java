package dev.dynolift.repository;

import dev.dynolift.inventory.LibraryFiles;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells which files the installation of libraries reads; where that cannot be known, it may read all. */
final class LibraryFilesReading {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> RUBY_FILES =
            List.of("Gemfile", "Gemfile.lock", ".ruby-version", ".tool-versions");

    /** A Gemfile is a program: gems may be folders of the app, and other files may be read. */
    private static final Pattern GEMFILE_READS_MORE =
            Pattern.compile("(?m)^[^#\\n]*\\b(path:|:path\\b|gemspec\\b|eval_gemfile|require_relative|File\\.|Dir[\\[.]"
                    + "|ruby\\s*\\(?file:(?!\\s*[\"']\\.(ruby-version|tool-versions)[\"']))");

    private static final List<String> NODE_FILES = List.of(
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "yarn.lock",
            "pnpm-lock.yaml",
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml");

    private static final List<String> NODE_READS_MORE = List.of(
            "pnpm-workspace.yaml", ".pnpmfile.cjs", "patches", ".yarn/releases", ".yarn/plugins", ".yarn/cache");

    /** Scripts of one's own that package managers run when they have installed libraries. */
    private static final List<String> SCRIPTS = List.of("preinstall", "install", "postinstall", "prepare");

    private static final Pattern FOLDER = Pattern.compile("(file|link|portal|workspace|patch):.*|\\.{0,2}/.*");

    /** "pnpm@10.4.1+sha512.…" */
    private static final Pattern MANAGER = Pattern.compile("(yarn|pnpm)@(\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?)(?:\\+.*)?");

    private static final Pattern RANGE = Pattern.compile("[\\w.^~<>=|* -]{1,60}");

    private static final Pattern RELEASE = Pattern.compile("yarnPath:.*yarn-(\\d+\\.\\d+\\.\\d+)\\.c?js");

    private final Checkout checkout;

    LibraryFilesReading(Checkout checkout) {
        this.checkout = checkout;
    }

    LibraryFiles read(@Nullable PackageJson node) {
        JsonNode json = packageJson();
        return new LibraryFiles(
                gemsAreFolders() ? List.of() : existing(RUBY_FILES),
                node == null || readsMore(node, json) ? List.of() : existing(NODE_FILES),
                node == null ? null : version(node, json));
    }

    private boolean gemsAreFolders() {
        return checkout.lines("Gemfile.lock").contains("PATH")
                || checkout.hasFolder("vendor/cache")
                || GEMFILE_READS_MORE
                        .matcher(checkout.searchable("Gemfile").orElse(""))
                        .find();
    }

    private boolean readsMore(PackageJson node, JsonNode json) {
        return !node.workspaces().isEmpty()
                || NODE_READS_MORE.stream().anyMatch(place -> checkout.has(place) || checkout.hasFolder(place))
                || SCRIPTS.stream().anyMatch(json.path("scripts")::has)
                || Stream.of("dependencies", "devDependencies", "optionalDependencies")
                        .flatMap(kind -> json.path(kind).properties().stream())
                        // Prisma's client is made from the app's schema when it is installed.
                        .anyMatch(library -> library.getKey().equals("@prisma/client")
                                || FOLDER.matcher(library.getValue().asString(""))
                                        .matches());
    }

    private @Nullable String version(PackageJson node, JsonNode json) {
        Matcher exact = MANAGER.matcher(json.path("packageManager").asString(""));
        if (exact.matches()) {
            return exact.group(2);
        }
        String asked = json.path("engines").path(node.packageManager()).asString("");
        if (!asked.isBlank() && RANGE.matcher(asked).matches()) {
            return asked.strip();
        }
        if (!"yarn".equals(node.packageManager())) {
            return null;
        }
        Matcher release = RELEASE.matcher(checkout.text(".yarnrc.yml").orElse(""));
        if (release.find()) {
            return release.group(1);
        }
        // Only the lock file of Yarn 2 and later has it.
        return checkout.lines("yarn.lock").contains("__metadata:") ? "4.x" : null;
    }

    private JsonNode packageJson() {
        try {
            return JSON.readTree(checkout.text("package.json").orElse("{}"));
        } catch (JacksonException | StackOverflowError e) {
            // Whoever reads the rest of it tells.
            return JSON.createObjectNode();
        }
    }

    private List<String> existing(List<String> names) {
        return names.stream().filter(checkout::has).toList();
    }
}
