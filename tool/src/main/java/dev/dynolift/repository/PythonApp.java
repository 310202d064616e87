package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.PythonLibraries;
import dev.dynolift.inventory.PythonLibraries.Installer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The libraries of a Python app, by small names with hyphens. */
final class PythonApp {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern REQUIREMENT = Pattern.compile(
            "([A-Za-z0-9][\\w.-]*+)\\s*+(?:\\[[^\\]]*+\\]\\s*+)?(?:[=~><!]=?=?\\s*+([\\w.*+!-]++).*|@.*|[;,#].*)?");
    private static final Pattern LOCKED = Pattern.compile(
            "\\[\\[package\\]\\][ \\t]*+\\nname = \"([^\"\\n]{1,100})\"[ \\t]*+\\nversion = \"([^\"\\n]{1,60})\"");
    /** Another file of requirements, or one that narrows versions down. */
    private static final Pattern INCLUDED =
            Pattern.compile("^(?:-r|-c|--requirement|--constraint)(?:\\s++|=)([^\\s#]{1,200})");
    /** A library that is a folder: ".", "-e ./lib", "mylib @ file:lib". */
    private static final Pattern FOLDER = Pattern.compile(
            "^(?:(?:-e|--editable)(?:\\s++|=))?(?:\\.{1,2}(?:[/\\[\\s]|$)|[\\w./-]{1,200}/\\s*+$|[^#]{0,200}\\bfile:)");

    private static final int DEEPEST_INCLUDE = 5;

    private final Checkout checkout;

    PythonApp(Checkout checkout) {
        this.checkout = checkout;
    }

    /** The lock file that Heroku's buildpack takes first, or requirements; empty without any. */
    String place() {
        return List.of("Pipfile.lock", "poetry.lock", "uv.lock", "requirements.txt").stream()
                .filter(checkout::has)
                .findFirst()
                .orElse("");
    }

    /** How Heroku's buildpack installs them; null without any file that says which. */
    @Nullable
    PythonLibraries install() {
        return switch (place()) {
            case "Pipfile.lock" -> new PythonLibraries(Installer.PIPENV, List.of("Pipfile", "Pipfile.lock"));
            case "poetry.lock" -> new PythonLibraries(Installer.POETRY, List.of("pyproject.toml", "poetry.lock"));
            case "uv.lock" -> new PythonLibraries(Installer.UV, List.of("pyproject.toml", "uv.lock"));
            case "requirements.txt" -> {
                Set<String> files = new LinkedHashSet<>();
                boolean itself = requirementFiles("requirements.txt", files);
                yield new PythonLibraries(Installer.PIP, itself ? List.of() : List.copyOf(files));
            }
            default -> null;
        };
    }

    /** Adds a file of requirements and all that it includes. Returns whether one of them names a folder of the app. */
    private boolean requirementFiles(String file, Set<String> files) {
        if (!files.add(file)) {
            return false;
        }
        boolean itself = false;
        for (String line : checkout.lines(file)) {
            Matcher included = INCLUDED.matcher(line);
            if (included.find()) {
                String other = beside(file, included.group(1));
                itself |= other.startsWith("/")
                        || other.contains("..")
                        || checkout.has(other) && requirementFiles(other, files);
            } else {
                itself |= FOLDER.matcher(line).find();
            }
        }
        return itself;
    }

    private static String beside(String file, String other) {
        return other.startsWith("/")
                ? other
                : file.substring(0, file.lastIndexOf('/') + 1) + other.replaceFirst("^(\\./)+", "");
    }

    /** Each once: exported requirements name a library again for each of its extras. */
    List<Library> libraries() {
        Map<String, Library> byName = new LinkedHashMap<>();
        all().forEach(library -> byName.putIfAbsent(library.name(), library));
        return List.copyOf(byName.values());
    }

    private List<Library> all() {
        return switch (place()) {
            case "Pipfile.lock" -> pipfile();
            case "poetry.lock" -> locked("poetry.lock");
            case "uv.lock" -> locked("uv.lock");
            case "requirements.txt" -> requirements("requirements.txt", 0);
            default -> List.of();
        };
    }

    private List<Library> pipfile() {
        List<Library> libraries = new ArrayList<>();
        try {
            JsonNode json = JSON.readTree(checkout.text("Pipfile.lock").orElse("{}"));
            json.path("default")
                    .properties()
                    .forEach(entry -> libraries.add(new Library(
                            normal(entry.getKey()),
                            entry.getValue().path("version").asString("").replaceFirst("^==", ""))));
        } catch (JacksonException | StackOverflowError e) {
            checkout.find("Pipfile.lock", "is no JSON", "It was not read.");
        }
        return libraries;
    }

    private List<Library> locked(String file) {
        List<Library> libraries = new ArrayList<>();
        Matcher entry = LOCKED.matcher(checkout.text(file).orElse(""));
        while (entry.find()) {
            libraries.add(new Library(normal(entry.group(1)), entry.group(2)));
        }
        if (libraries.isEmpty()) {
            checkout.find(file, "names no package", "Nothing is known about the app's libraries.");
        }
        return libraries;
    }

    private List<Library> requirements(String file, int depth) {
        List<Library> libraries = new ArrayList<>();
        for (String line : checkout.lines(file)) {
            Matcher included = INCLUDED.matcher(line);
            if (included.find()) {
                String other = beside(file, included.group(1));
                if (depth < DEEPEST_INCLUDE && line.matches("--?r.*") && !other.startsWith("/")) {
                    libraries.addAll(requirements(other, depth + 1));
                }
                continue;
            }
            Matcher requirement = REQUIREMENT.matcher(line.replaceFirst("(?<!\\s)\\s++(#|;|--).*", "")
                    .replace("\\", "")
                    .strip());
            if (!line.startsWith("-") && requirement.matches()) {
                libraries.add(new Library(
                        normal(requirement.group(1)),
                        Optional.ofNullable(requirement.group(2)).orElse("")));
            }
        }
        return libraries;
    }

    /** https://packaging.python.org/en/latest/specifications/name-normalization/. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }
}
