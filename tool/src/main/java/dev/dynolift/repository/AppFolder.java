package dev.dynolift.repository;

import dev.dynolift.inventory.CodePlace;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of a checkout that is the app, and its Procfile: as the buildpacks for repositories of several apps choose
 * them, by settings.
 *
 * @param checkout that folder by itself
 * @param procfile its name there, whether or not there is one
 */
record AppFolder(Checkout checkout, String procfile, CodePlace place) {

    /**
     * These name the folder that becomes the root: https://github.com/lstoll/heroku-buildpack-monorepo and
     * https://github.com/timanovsky/subdir-heroku-buildpack.
     */
    private static final List<String> FOLDERS = List.of("APP_BASE", "PROJECT_PATH");

    /** These name a Procfile while the root stays: https://github.com/heroku/heroku-buildpack-multi-procfile. */
    private static final List<String> PROCFILES = List.of("PROCFILE", "PROCFILE_PATH");

    /** All settings that choose. */
    static final Set<String> SETTINGS =
            Stream.concat(FOLDERS.stream(), PROCFILES.stream()).collect(Collectors.toUnmodifiableSet());

    private static final String USUAL = "Procfile";

    /** Nobody deploys these. */
    private static final Pattern SHOWN_ONLY =
            Pattern.compile("(?:.*/)?(?:examples?|samples?|demos?|docs?|fixtures?|templates?|generators?)/.*");

    private static final int MOST = 50;

    /** @param settings those of the app at Heroku, which win over those of app.json */
    static AppFolder in(Checkout whole, Map<String, String> settings) {
        Map<String, String> known = new HashMap<>(whole.text("app.json")
                .map(text -> Manifest.values(text, SETTINGS))
                .orElse(Map.of()));
        known.putAll(settings);
        for (String name : FOLDERS) {
            String folder = path(known.getOrDefault(name, ""));
            if (!folder.isEmpty() && whole.hasFolder(folder)) {
                Checkout part = whole.part(folder);
                if (isApp(part)) {
                    return chosen(part, folder, name, known);
                }
            }
        }
        String procfile = procfile(whole, known);
        if (whole.has(procfile) || whole.has("heroku.yml")) {
            return new AppFolder(whole, procfile, CodePlace.WHOLE);
        }
        Map<String, List<String>> procfiles = procfilesBelow(whole);
        if (procfiles.size() == 1 && !startsByItself(whole)) {
            String folder = procfiles.keySet().iterator().next();
            return chosen(whole.part(folder), folder, USUAL, known);
        }
        return new AppFolder(whole, procfile, new CodePlace("", null, procfiles));
    }

    private static AppFolder chosen(Checkout part, String folder, String saidBy, Map<String, String> settings) {
        return new AppFolder(part, procfile(part, settings), new CodePlace(folder, saidBy, Map.of()));
    }

    private static String procfile(Checkout checkout, Map<String, String> settings) {
        return PROCFILES.stream()
                .map(settings::get)
                .filter(Objects::nonNull)
                .map(AppFolder::path)
                .map(path -> path.startsWith(checkout.below())
                        ? path.substring(checkout.below().length())
                        : path)
                .filter(path -> !path.isEmpty() && checkout.has(path))
                .findFirst()
                .orElse(USUAL);
    }

    /** A folder that a setting of such a name may mean: Rails has one called "app", too. */
    private static boolean isApp(Checkout checkout) {
        return checkout.has(USUAL) || new LanguageReading(checkout).language(List.of(), "") != null;
    }

    /** Whether buildpacks would start something without a Procfile: a package.json may only hold a workspace together. */
    private static boolean startsByItself(Checkout checkout) {
        String language = new LanguageReading(checkout).language(List.of(), "");
        return language != null
                && (!language.equals("node")
                        || checkout.text("package.json")
                                .map(PackageJson::hasStart)
                                .orElse(false));
    }

    private static Map<String, List<String>> procfilesBelow(Checkout whole) {
        Map<String, List<String>> found = new TreeMap<>();
        whole.sources(Set.of("/" + USUAL)).stream()
                .filter(file -> !SHOWN_ONLY.matcher(file).matches())
                .limit(MOST)
                .forEach(file -> {
                    String folder = file.substring(0, file.length() - USUAL.length() - 1);
                    found.put(
                            folder, whole.searchable(file).map(Procfile::types).orElse(List.of()));
                });
        return found;
    }

    /** "./apps/web/" is "apps/web"; what leads out is nothing. */
    private static String path(String written) {
        String path = written.strip()
                .replace('\\', '/')
                .replaceFirst("^(?:\\./|/)++", "")
                .replaceFirst("/++$", "");
        try {
            String plain = Path.of(path).normalize().toString();
            return plain.startsWith("..") ? "" : plain;
        } catch (InvalidPathException e) {
            return "";
        }
    }
}
