package dev.dynolift.market;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Heroku's newest common stack has installed, so that apps use it without knowing. */
final class StackPackages {

    /** Heroku's image has these under another name, or what a library takes from them. */
    private static final Set<String> ELSEWHERE =
            Set.of("default-mysql-client", "libmariadb3", "libmagickwand-dev", "libjpeg62-turbo", "libgit2-dev");

    private static final Set<String> STEMS =
            names("heroku_24_packages.txt").map(StackPackages::stem).collect(Collectors.toUnmodifiableSet());

    /** Of Ubuntu's other names for what Debian knows by these. */
    private static final Set<String> BUILD = Stream.concat(
                    names("heroku_24_build_packages.txt"), Stream.of("default-libmysqlclient-dev", "pkg-config"))
            .collect(Collectors.toUnmodifiableSet());

    private StackPackages() {}

    /** Whether it has that package, in whatever version: names differ by it between Debian and Ubuntu. */
    static boolean has(String name) {
        return ELSEWHERE.contains(name) || STEMS.contains(stem(name));
    }

    /** Whether the image that Heroku builds in has that package, beside what apps run with. */
    static boolean hasForBuilds(String name) {
        return BUILD.contains(name) || !name.endsWith("-dev") && has(name);
    }

    /** "libvips42t64" and "libvips-dev" are both "libvips". */
    private static String stem(String name) {
        return name.replaceFirst("-dev$", "").replaceFirst("t64$", "").replaceFirst("[-.v\\d]*\\d$", "");
    }

    private static Stream<String> names(String list) {
        try (InputStream stream = StackPackages.class.getResourceAsStream(list)) {
            if (stream == null) {
                throw new IllegalStateException("the list " + list + " is missing in this build");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
