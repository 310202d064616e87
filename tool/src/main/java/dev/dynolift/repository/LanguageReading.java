package dev.dynolift.repository;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells an app's language and the versions that it asks for. */
final class LanguageReading {

    /** In the order in which Heroku's buildpacks are tried: https://devcenter.heroku.com/articles/buildpacks. */
    private static final List<Map.Entry<String, List<String>>> MARKS = List.of(
            Map.entry("ruby", List.of("Gemfile")),
            Map.entry("node", List.of("package.json")),
            Map.entry("clojure", List.of("project.clj")),
            Map.entry(
                    "python",
                    List.of(
                            "requirements.txt",
                            "Pipfile",
                            "Pipfile.lock",
                            "poetry.lock",
                            "uv.lock",
                            "pyproject.toml",
                            "setup.py",
                            "manage.py")),
            Map.entry("java", List.of("pom.xml", "build.gradle", "build.gradle.kts", "gradlew")),
            Map.entry("scala", List.of("build.sbt")),
            Map.entry("php", List.of("composer.json", "index.php")),
            Map.entry("go", List.of("go.mod", "Gopkg.lock", "vendor/vendor.json")),
            Map.entry("elixir", List.of("mix.exs")),
            Map.entry("dotnet", List.of("global.json", "Directory.Build.props")),
            Map.entry("rust", List.of("Cargo.toml")),
            Map.entry("static", List.of("static.json", "index.html")));

    private static final Pattern BUILDPACK = Pattern.compile(
            "(?:^|[/:])(?:heroku/|heroku-buildpack-|buildpack-)(ruby|nodejs|python|java|gradle|scala|clojure|php|go|elixir)"
                    + "(?:\\.git|\\.tgz)?(?:#.*)?$");

    private static final Pattern PYTHON_SERVER =
            Pattern.compile("(^|[\\s/])(gunicorn|uvicorn|hypercorn|daphne|waitress-serve|uwsgi|python3?)\\s");

    private static final Pattern PIPFILE_PYTHON =
            Pattern.compile("\"python_(?:full_)?version\"\\s*+:\\s*+\"(\\d{1,3}(?:\\.\\d{1,3}){1,2})\"");

    private final Checkout checkout;

    LanguageReading(Checkout checkout) {
        this.checkout = checkout;
    }

    /**
     * Null when nothing tells.
     *
     * @param buildpacks in their order; empty when Heroku chooses
     * @param web the command of the web process; empty when none is written
     */
    @Nullable
    String language(List<String> buildpacks, String web) {
        // Heroku asks the last buildpack what an app runs; those before it help, as Node's does with assets.
        for (int i = buildpacks.size() - 1; i >= 0; i--) {
            Matcher known = BUILDPACK.matcher(buildpacks.get(i));
            if (known.find()) {
                return known.group(1).replace("nodejs", "node").replace("gradle", "java");
            }
        }
        if (PYTHON_SERVER.matcher(web).find() && hasMark("python")) {
            return "python";
        }
        for (Map.Entry<String, List<String>> mark : MARKS) {
            if (mark.getValue().stream().anyMatch(checkout::has)) {
                return mark.getKey();
            }
        }
        return checkout.sources(java.util.Set.of(".csproj", ".fsproj")).isEmpty() ? null : "dotnet";
    }

    private boolean hasMark(String language) {
        return MARKS.stream().filter(mark -> mark.getKey().equals(language)).anyMatch(mark -> mark.getValue().stream()
                .anyMatch(checkout::has));
    }

    @Nullable
    String ruby(@Nullable GemfileLock lock) {
        if (lock != null && lock.ruby() != null) {
            return lock.ruby();
        }
        RubyRange range = range();
        if (range.exact() != null) {
            return range.exact();
        }
        // From here on a version that a file names is better than where a range starts.
        String file = checkout.firstLine(".ruby-version").replaceFirst("^ruby-", "");
        String named = file.matches("\\d+\\.\\d+(\\.\\d+)?([.-]?\\w+)?") ? file : tool("ruby");
        if (named != null) {
            return named;
        }
        return range.near() != null ? range.near() : range.ceiling();
    }

    private RubyRange range() {
        return RubyRange.of(checkout.searchable("Gemfile").orElse(""));
    }

    /** The oldest Ruby that the Gemfile takes, when it takes every later one too; null when it does not say so. */
    @Nullable
    String oldestRuby() {
        return range().floor();
    }

    @Nullable
    String node(@Nullable PackageJson node) {
        if (node != null && node.node() != null) {
            return node.node();
        }
        String file = checkout.firstLine(".node-version");
        file = file.isEmpty() ? checkout.firstLine(".nvmrc") : file;
        return file.isEmpty() ? tool("nodejs") : file.replaceFirst("^v", "");
    }

    @Nullable
    String python() {
        String file = checkout.firstLine(".python-version");
        if (!file.isEmpty()) {
            return file;
        }
        String runtime = checkout.firstLine("runtime.txt");
        if (runtime.startsWith("python-")) {
            return runtime.substring("python-".length());
        }
        Matcher locked = PIPFILE_PYTHON.matcher(checkout.text("Pipfile.lock").orElse(""));
        return locked.find() ? locked.group(1) : tool("python");
    }

    /** asdf's and mise's file: a name and a version a line. */
    private @Nullable String tool(String tool) {
        return checkout.lines(".tool-versions").stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(tool))
                .map(words -> words[1])
                .findFirst()
                .orElse(null);
    }
}
