package dev.dynolift.repository;

import dev.dynolift.inventory.PrivateSource;
import dev.dynolift.inventory.PrivateSource.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the indexes of Python's libraries that want a login. Tells hosts and names, never a login. */
final class PythonSources {

    /** They hand out to everybody. */
    private static final Set<String> PUBLIC = Set.of(
            "pypi.org",
            "pypi.python.org",
            "test.pypi.org",
            "files.pythonhosted.org",
            "download.pytorch.org",
            "pypi.nvidia.com",
            "www.piwheels.org");

    private static final Pattern INDEX = Pattern.compile(
            "^(?:-i|--index-url|--extra-index-url)[ =]+[\"']?https?://([^/@\\s]{1,300})@([\\w.-]{1,200})");
    private static final Pattern HEADER = Pattern.compile("^\\s*+\\[{1,2}([\\w.-]{1,200})]{1,2}");
    private static final Pattern NAME = Pattern.compile("^\\s*+(?:name|reference)\\s*=\\s*[\"']([\\w. -]{1,100})[\"']");
    private static final Pattern URL =
            Pattern.compile("^\\s*+url\\s*=\\s*[\"']https?://(?:([^/@\\s\"']{1,300})@)?([\\w.-]{1,200})");
    private static final Pattern LOCKED =
            Pattern.compile("\\bregistry\\s*=\\s*\"https?://(?:[^/@\\s\"]{1,300}@)?([\\w.-]{1,200})");
    private static final Pattern BY_GIT = Pattern.compile("\\b(?:git|url)\\s*=\\s*\"(?:git\\+)?(?:ssh://)?(?:git@)");

    private final Checkout checkout;
    private final List<PrivateSource> sources = new ArrayList<>();

    private PythonSources(Checkout checkout) {
        this.checkout = checkout;
    }

    static List<PrivateSource> of(Checkout checkout) {
        PythonSources found = new PythonSources(checkout);
        found.requirements();
        found.indexes("Pipfile", Set.of("source"), "");
        found.indexes("pyproject.toml", Set.of("tool.uv.index"), "UV_INDEX_");
        found.indexes("pyproject.toml", Set.of("tool.poetry.source"), "POETRY_HTTP_BASIC_");
        found.indexes("poetry.lock", Set.of("package.source"), "POETRY_HTTP_BASIC_");
        found.locked("uv.lock");
        found.locked("poetry.lock");
        return found.sources;
    }

    private void requirements() {
        String[] lines = lines("requirements.txt");
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            String place = "requirements.txt:" + (i + 1);
            Matcher index = INDEX.matcher(line);
            Matcher over = PrivateSources.OVER_SSH.matcher(line);
            Matcher withLogin = PrivateSources.OVER_HTTPS.matcher(line);
            if (index.find()) {
                add("packages from " + index.group(2), index.group(1), place);
            } else if (!line.startsWith("#") && line.contains("git+http") && withLogin.find()) {
                add(
                        "a package from " + withLogin.group(2) + " by git ("
                                + PrivateSources.withoutGit(withLogin.group(3)) + ")",
                        withLogin.group(1),
                        place);
            } else if (!line.startsWith("#") && line.contains("git+ssh://") && over.find()) {
                overSsh(over, place);
            }
        }
    }

    /**
     * Indexes that a file lists under headings, each with a name and an address.
     *
     * @param prefix of the settings by which the installer takes an index's login; empty when it has none
     */
    private void indexes(String file, Set<String> headings, String prefix) {
        String[] lines = lines(file);
        for (int i = 0; i < lines.length; i++) {
            Matcher header = HEADER.matcher(lines[i]);
            if (!header.find() || !headings.contains(header.group(1))) {
                continue;
            }
            Optional<String> name = Optional.empty();
            Optional<Matcher> url = Optional.empty();
            int line = i + 1;
            for (int j = i + 1; j < lines.length && !HEADER.matcher(lines[j]).find(); j++) {
                Matcher named = NAME.matcher(lines[j]);
                Matcher address = URL.matcher(lines[j]);
                if (named.find()) {
                    name = Optional.of(named.group(1));
                } else if (address.find()) {
                    url = Optional.of(address);
                    line = j + 1;
                }
            }
            if (url.isPresent()) {
                index(url.get(), name, prefix, file + ":" + line);
            }
        }
    }

    private void index(Matcher url, Optional<String> name, String prefix, String place) {
        String login = url.group(1);
        String host = url.group(2);
        if (login != null && !PrivateSources.names(login).isEmpty()) {
            add("packages from " + host, login, place);
        } else if (isPrivate(host) && !prefix.isEmpty() && name.isPresent()) {
            String own = prefix + name.get().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
            add(
                    "packages from " + host,
                    "the settings " + own + "_USERNAME and " + own + "_PASSWORD",
                    List.of(),
                    place);
        } else if (login != null) {
            add("packages from " + host, login, place);
        }
    }

    /** What only the list of pinned libraries tells. */
    private void locked(String file) {
        String[] lines = lines(file);
        for (int i = 0; i < lines.length; i++) {
            String place = file + ":" + (i + 1);
            Matcher registry = LOCKED.matcher(lines[i]);
            Matcher over = PrivateSources.OVER_SSH.matcher(lines[i]);
            if (registry.find() && isPrivate(registry.group(1))) {
                add(
                        "packages from " + registry.group(1),
                        "the settings UV_INDEX_NAME_USERNAME and UV_INDEX_NAME_PASSWORD, with the name of its index",
                        List.of(),
                        place);
            } else if (BY_GIT.matcher(lines[i]).find() && over.find()) {
                overSsh(over, place);
            }
        }
    }

    private static boolean isPrivate(String host) {
        return !PUBLIC.contains(host.toLowerCase(Locale.ROOT));
    }

    private String[] lines(String file) {
        return checkout.searchable(file).orElse("").split("\n", -1);
    }

    private void overSsh(Matcher over, String place) {
        add(
                "a package from " + over.group(1) + " by git over SSH (" + PrivateSources.withoutGit(over.group(2))
                        + ")",
                "an SSH key",
                List.of(),
                place);
    }

    private void add(String what, String login, String place) {
        String file = place.replaceFirst(":\\d+$", "");
        add(what, PrivateSources.named(login, file), PrivateSources.names(login), place);
    }

    private void add(String what, String credential, List<String> settings, String place) {
        if (sources.stream().noneMatch(source -> source.what().equals(what))) {
            sources.add(new PrivateSource(what, credential, place, Reader.PYTHON, settings));
        }
    }
}
