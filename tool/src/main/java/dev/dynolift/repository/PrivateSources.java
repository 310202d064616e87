package dev.dynolift.repository;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.PrivateSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern OVER_SSH =
            Pattern.compile("(?:\\bgit@|\\bssh://(?:[\\w.-]+@)?)([\\w.-]{1,200})[:/]([\\w.~/-]{1,200})");
    private static final Pattern OVER_HTTPS =
            Pattern.compile("\\bhttps?://([^/@\\s\"']{1,300})@([\\w.-]{1,200})/([\\w.~-]{1,100}/[\\w.~/-]{1,200})");
    private static final Pattern NPM_LOGIN =
            Pattern.compile("^//([\\w.-]{1,200})[^=]{0,200}:(?:_authToken|_auth|_password)\\s*=\\s*(\\S+)");
    private static final Pattern NPM_SCOPE =
            Pattern.compile("^(@[\\w.-]{1,100}):registry\\s*=\\s*[\"']?https?://([\\w.-]{1,200})");
    private static final Pattern YARN_LOGIN = Pattern.compile("^\\s*+npmAuthToken:\\s*[\"']?([^\\s\"']+)");
    private static final Pattern PIP_INDEX =
            Pattern.compile("^(?:-i|--index-url|--extra-index-url)[ =]+https?://([^/@\\s]{1,300})@([\\w.-]{1,200})");
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
        found.pip();
        return List.copyOf(found.sources);
    }

    private void gems() {
        String file = checkout.has("Gemfile.lock") ? "Gemfile.lock" : "Gemfile";
        Pattern source = file.equals("Gemfile") ? GEM_SOURCE : GEM_REMOTE;
        String[] lines = lines(file);
        String section = "";
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
                addByGit("gems", withLogin, file, i + 1);
            } else if (over.find()) {
                add(
                        "gems from " + over.group(1) + " by git over SSH (" + withoutGit(over.group(2)) + ")",
                        "an SSH key, or, with an address that begins with https://, the setting "
                                + bundlerSetting(over.group(1)),
                        file + ":" + (i + 1));
            } else if (!section.equals("GIT") && gems.find() && isPrivate(gems.group(1))) {
                add("gems from " + gems.group(1), "the setting " + bundlerSetting(gems.group(1)), file + ":" + (i + 1));
            }
        }
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
                add("packages from " + login.group(1), named(login.group(2), ".npmrc"), ".npmrc:" + (i + 1));
            }
        }
        for (int i = 0; i < lines.length; i++) {
            Matcher scope = NPM_SCOPE.matcher(lines[i].strip());
            if (scope.find() && isPrivate(scope.group(2)) && !known.contains(scope.group(2))) {
                add(
                        "packages of " + scope.group(1) + " from " + scope.group(2),
                        "a token for " + scope.group(2),
                        ".npmrc:" + (i + 1));
            }
        }
        String[] yarn = lines(".yarnrc.yml");
        for (int i = 0; i < yarn.length; i++) {
            Matcher login = YARN_LOGIN.matcher(yarn[i]);
            if (login.find()) {
                add("packages from a private registry", named(login.group(1), ".yarnrc.yml"), ".yarnrc.yml:" + (i + 1));
            }
        }
        String[] manifest = lines("package.json");
        for (int i = 0; i < manifest.length; i++) {
            Matcher withLogin = OVER_HTTPS.matcher(manifest[i]);
            if (manifest[i].contains("git") && withLogin.find()) {
                addByGit("a package", withLogin, "package.json", i + 1);
            }
        }
        for (Library one : packages) {
            Matcher over = OVER_SSH.matcher(one.version());
            if (over.find()) {
                add(
                        "the package " + one.name() + " from " + over.group(1) + " by git over SSH",
                        "an SSH key",
                        "package.json");
            }
        }
    }

    private void pip() {
        String[] lines = lines("requirements.txt");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            Matcher index = PIP_INDEX.matcher(line);
            Matcher over = OVER_SSH.matcher(line);
            Matcher withLogin = OVER_HTTPS.matcher(line);
            if (index.find()) {
                add(
                        "packages from " + index.group(2),
                        named(index.group(1), "requirements.txt"),
                        "requirements.txt:" + (i + 1));
            } else if (!line.startsWith("#") && line.contains("git+http") && withLogin.find()) {
                addByGit("a package", withLogin, "requirements.txt", i + 1);
            } else if (!line.startsWith("#") && line.contains("git+ssh://") && over.find()) {
                add(
                        "a package from " + over.group(1) + " by git over SSH (" + withoutGit(over.group(2)) + ")",
                        "an SSH key",
                        "requirements.txt:" + (i + 1));
            }
        }
    }

    /** An address of git's with a login in it. */
    private void addByGit(String what, Matcher address, String file, int line) {
        add(
                what + " from " + address.group(2) + " by git (" + withoutGit(address.group(3)) + ")",
                named(address.group(1), file),
                file + ":" + line);
    }

    /** A login that a setting holds is told by the setting's name. */
    private static String named(String login, String file) {
        Matcher variable = VARIABLE.matcher(login);
        return variable.find() ? "the setting " + variable.group(1) : "the login that stands in " + file;
    }

    private static String withoutGit(String path) {
        return path.replaceFirst("\\.git$", "");
    }

    private static boolean isPrivate(String host) {
        return !PUBLIC.contains(host.toLowerCase(Locale.ROOT));
    }

    private String[] lines(String file) {
        return checkout.searchable(file).orElse("").split("\n", -1);
    }

    private void add(String what, String credential, String place) {
        boolean known = sources.stream().anyMatch(source -> source.what().equals(what));
        if (!known) {
            sources.add(new PrivateSource(what, credential, place));
        }
    }
}
