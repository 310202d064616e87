package dev.dynolift.market;

import java.util.Collection;
import java.util.List;

/** What images stand on, as far as their packages go. The one place that says what has still to be installed on it. */
public enum BaseImage {
    /** Debian, with the language and nothing else: whatever is needed has to be installed. */
    BARE,
    /** Heroku's own for heroku-24, and the image that Heroku builds in. */
    HEROKU_24;

    /** Those of the packages that an app misses when it runs. */
    public List<String> lacking(Collection<String> packages) {
        return packages.stream()
                .filter(name -> this == BARE || !StackPackages.has(name))
                .toList();
    }

    /** Those of the packages that are missed while the image is built. */
    public List<String> lackingInBuild(Collection<String> packages) {
        return packages.stream()
                .filter(name -> this == BARE || !StackPackages.hasForBuilds(name))
                .toList();
    }
}
