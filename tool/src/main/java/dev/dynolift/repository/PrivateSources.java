package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.PrivateSource;
import dev.dynolift.inventory.PrivateSource.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds from where the build takes libraries that it gets with a login only. Tells hosts and names, never a login. */
final class PrivateSources {

    /** They hand out to everybody. */
    private static final Set<String> PUBLIC = Set.of(
            "rubygems.org",
            "www.rubygems.org",
            "index.rubygems.org",
            "bundler.rubygems.org",
            "rails-assets.org",
            "gem.coop",
            "gems.ruby-china.com",
            "registry.npmjs.org",
            "registry.yarnpkg.com",
            "npm.jsr.io");

    private static final Pattern GEM_REMOTE = Pattern.compile("^  remote: https?://(?:[^/@\\s]+@)?([\\w.-]{1,200})");
    private static final Pattern GEM_SOURCE =
            Pattern.compile("^\\s*+source[ (]+[\"']https?://(?:[^/@\\s\"']+@)?([\\w.-]{1,200})");
    /** {@code #{ENV["GEM_TOKEN"]}} or {@code ENV.fetch("GEM_TOKEN")}. */
    private static final Pattern GEMFILE_SETTING =
            Pattern.compile("ENV(?:\\.fetch\\s?\\(|\\[)\\s?[\"'](\\w{1,80})[\"']");

    private static final Pattern GEMFILE_ADDRESS = Pattern.compile(
            "^\\s*+(?:source|gem|git|git_source)\\b[^\\n]{0,1000}?https?://[^\\n]{0,300}?@([\\w.-]{1,200})[/\"']");

    static final Pattern OVER_SSH =
            Pattern.compile("(?:\\bgit@|\\bssh://(?:[\\w.-]+@)?)([\\w.-]{1,200})[:/]([\\w.~/-]{1,200})");
    static final Pattern OVER_HTTPS =
            Pattern.compile("\\bhttps?://([^/@\\s\"']{1,300})@([\\w.-]{1,200})/([\\w.~-]{1,100}/[\\w.~/-]{1,200})");
    private static final Pattern NPM_LOGIN =
            Pattern.compile("^//([\\w.-]{1,200})[^=]{0,200}:(?:_authToken|_auth|_password)\\s*=\\s*(\\S+)");
    private static final Pattern NPM_SCOPE =
            Pattern.compile("^(@[\\w.-]{1,100}):registry\\s*=\\s*[\"']?https?://([\\w.-]{1,200})");
    private static final Pattern YARN_LOGIN =
            Pattern.compile("^\\s*+(?:-\\s+)?(?:npmAuthToken|npmAuthIdent):\\s*[\"']?([^\\s\"']+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w{1,80})");

    private final Checkout checkout;
    private final List<PrivateSource> sources = new ArrayList<>();

    private PrivateSources(Checkout checkout) {
        this.checkout = checkout;
    }

    /** @param packages of package.json, with versions as written */
    static List<PrivateSource> of(Checkout checkout, List<Library> packages) {
        PrivateSources found = new PrivateSources(checkout);
        found.gems();
        found.npm(packages);
        found.sources.addAll(PythonSources.of(checkout));
        return List.copyOf(found.sources);
    }

    private void gems() {
        String file = checkout.has("Gemfile.lock") ? "Gemfile.lock" : "Gemfile";
        Pattern source = file.equals("Gemfile") ? GEM_SOURCE : GEM_REMOTE;
        String[] lines = lines(file);
        String section = "";
        Map<String, List<String>> asked = gemfileSettings();
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            section = line.startsWith(" ") ? section : line;
            Matcher over = OVER_SSH.matcher(line);
            Matcher withLogin = OVER_HTTPS.matcher(line);
            Matcher gems = source.matcher(line);
            boolean ofGit = section.equals("GIT") || line.contains("git:");
            if (ofGit && withLogin.find()) {
                addByGit(Reader.BUNDLER, "gems", withLogin, file, i + 1, asked);
            } else if (over.find()) {
                add(
                        Reader.BUNDLER,
                        "gems from " + over.group(1) + " by git over SSH (" + withoutGit(over.group(2)) + ")",
                        "an SSH key, or, with an address that begins with https://, the setting "
                                + bundlerSetting(over.group(1)),
                        file + ":" + (i + 1),
                        List.of());
            } else if (!section.equals("GIT") && gems.find() && isPrivate(gems.group(1))) {
                List<String> names = asked.getOrDefault(gems.group(1), List.of());
                add(
                        Reader.BUNDLER,
                        "gems from " + gems.group(1),
                        names.isEmpty() ? "the setting " + bundlerSetting(gems.group(1)) : settings(names),
                        file + ":" + (i + 1),
                        names);
            }
        }
        asked.forEach((host, names) -> {
            if (sources.stream().noneMatch(known -> known.settings().containsAll(names))) {
                add(Reader.BUNDLER, "gems from " + host, settings(names), "Gemfile", names);
            }
        });
    }

    /** By host, the settings that the Gemfile puts into its addresses. */
    private Map<String, List<String>> gemfileSettings() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String line : lines("Gemfile")) {
            Matcher address = GEMFILE_ADDRESS.matcher(line);
            List<String> inLine = GEMFILE_SETTING
                    .matcher(line)
                    .results()
                    .map(name -> name.group(1))
                    .distinct()
                    .toList();
            if (!inLine.isEmpty() && address.find()) {
                names.putIfAbsent(address.group(1), inLine);
            }
        }
        return names;
    }

    /** Bundler's own rule for a host's login: dots become two underscores, hyphens three. */
    private static String bundlerSetting(String host) {
        return "BUNDLE_" + host.replace("-", "___").replace(".", "__").toUpperCase(Locale.ROOT);
    }

    private void npm(List<Library> packages) {
        String[] lines = lines(".npmrc");
        List<String> known = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            Matcher login = NPM_LOGIN.matcher(lines[i].strip());
            if (login.find()) {
                known.add(login.group(1));
                add(
                        Reader.NODE,
                        "packages from " + login.group(1),
                        named(login.group(2), ".npmrc"),
                        ".npmrc:" + (i + 1),
                        names(login.group(2)));
            }
        }
        for (int i = 0; i < lines.length; i++) {
            Matcher scope = NPM_SCOPE.matcher(lines[i].strip());
            if (scope.find() && isPrivate(scope.group(2)) && !known.contains(scope.group(2))) {
                add(
                        Reader.NODE,
                        "packages of " + scope.group(1) + " from " + scope.group(2),
                        "a token for " + scope.group(2),
                        ".npmrc:" + (i + 1),
                        List.of());
            }
        }
        String[] yarn = lines(".yarnrc.yml");
        for (int i = 0; i < yarn.length; i++) {
            Matcher login = YARN_LOGIN.matcher(yarn[i]);
            if (login.find()) {
                add(
                        Reader.NODE,
                        "packages from a private registry",
                        named(login.group(1), ".yarnrc.yml"),
                        ".yarnrc.yml:" + (i + 1),
                        names(login.group(1)));
            }
        }
        String[] manifest = lines("package.json");
        for (int i = 0; i < manifest.length; i++) {
            Matcher withLogin = OVER_HTTPS.matcher(manifest[i]);
            if (manifest[i].contains("git") && withLogin.find()) {
                addByGit(Reader.NODE, "a package", withLogin, "package.json", i + 1, Map.of());
            }
        }
        for (Library one : packages) {
            Matcher over = OVER_SSH.matcher(one.version());
            if (over.find()) {
                add(
                        Reader.NODE,
                        "the package " + one.name() + " from " + over.group(1) + " by git over SSH",
                        "an SSH key",
                        "package.json",
                        List.of());
            }
        }
    }

    /** An address of git's with a login in it; by host, settings that another file puts into it. */
    private void addByGit(
            Reader reader, String what, Matcher address, String file, int line, Map<String, List<String>> asked) {
        List<String> names = asked.getOrDefault(address.group(2), names(address.group(1)));
        add(
                reader,
                what + " from " + address.group(2) + " by git (" + withoutGit(address.group(3)) + ")",
                names.isEmpty() ? named(address.group(1), file) : settings(names),
                file + ":" + line,
                names);
    }

    /** A login that a setting holds is told by the setting's name. */
    static String named(String login, String file) {
        List<String> names = names(login);
        return names.isEmpty() ? "the login that stands in " + file : settings(names);
    }

    static List<String> names(String login) {
        return VARIABLE.matcher(login)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }

    private static String settings(List<String> names) {
        return (names.size() == 1 ? "the setting " : "the settings ") + String.join(" and ", names);
    }

    static String withoutGit(String path) {
        return path.replaceFirst("\\.git$", "");
    }

    private static boolean isPrivate(String host) {
        return !PUBLIC.contains(host.toLowerCase(Locale.ROOT));
    }

    private String[] lines(String file) {
        return checkout.searchable(file).orElse("").split("\n", -1);
    }

    private void add(Reader reader, String what, String credential, String place, List<String> settings) {
        boolean known = sources.stream().anyMatch(source -> source.what().equals(what));
        if (!known) {
            sources.add(new PrivateSource(what, credential, place, reader, settings));
        }
    }
}
