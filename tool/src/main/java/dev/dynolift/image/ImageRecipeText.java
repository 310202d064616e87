package dev.dynolift.image;

import dev.dynolift.market.BaseImage;
import java.util.List;
import java.util.regex.Pattern;

/** A Dockerfile as text: which words it has, and what its last stage stands on. Immutable. */
record ImageRecipeText(String text) {

    private static final Pattern SECRET_MOUNT = Pattern.compile("--mount=type=secret,(?:[\\w=/.-]+,)*?id=(\\w+)");

    /** Whether a setting or a package is named in it, comments aside. */
    boolean names(String word) {
        return Pattern.compile("(?m)^(?!\\s*#).*(?<![\\w.-])" + Pattern.quote(word) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    /** Settings that the build asks for and no layer keeps. */
    List<String> lentSettings() {
        return SECRET_MOUNT
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** What is there before the file installs anything. */
    BaseImage base() {
        return has("(?m)^FROM .*\\bheroku/heroku:") ? BaseImage.HEROKU_24 : BaseImage.BARE;
    }

    boolean standsOnAlpine() {
        return has("(?mi)^FROM .*alpine");
    }

    /** Whether nothing is there but what the file installs. */
    boolean standsOnSlim() {
        return has("(?mi)^FROM .*(slim|debian:|ubuntu:)");
    }

    private boolean has(String pattern) {
        return Pattern.compile(pattern).matcher(text).find();
    }
}
