package dev.dynolift.dockerfile;

import dev.dynolift.market.BaseImage;
import dev.dynolift.plan.ImagePlan.Base;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an image's stages stand on: the language's own slim image, or Heroku's, into which the language is copied.
 *
 * @param packages what is installed there already
 * @param language as its image is called: "ruby"
 * @param version the build argument that names its version: "RUBY_VERSION"
 */
record Foundation(BaseImage packages, String language, String version) {

    static Foundation of(ImageSource source, String language, String version) {
        boolean herokus = source.plan().image().base().value() == Base.HEROKU_24;
        return new Foundation(herokus ? BaseImage.HEROKU_24 : BaseImage.BARE, language, version);
    }

    boolean isHerokus() {
        return packages == BaseImage.HEROKU_24;
    }

    /** The lines that begin the stage that apps run in; its name is "base". */
    void base(Dockerfile file) {
        if (!isHerokus()) {
            file.add("FROM docker.io/library/" + language + ":${" + version + "}-slim AS base");
            file.add("WORKDIR /app");
            return;
        }
        // Ubuntu 24.04 has a younger C library than Debian 12 and an older one than Debian 13.
        file.add("# Programs of Debian 12 run on Heroku's Ubuntu; those of a later Debian would not.");
        file.add("FROM docker.io/library/" + language + ":${" + version + "}-slim-bookworm AS " + language);
        file.blank();
        stage(file, "docker.io/heroku/heroku:24", "base");
    }

    /** Installs what apps run with, and Heroku's locale, in which programs sort, print and read files. */
    void locale(Dockerfile file, Collection<String> packages) {
        if (isHerokus()) {
            file.packages(this.packages.lacking(packages));
            return;
        }
        SortedSet<String> all = new TreeSet<>(packages);
        all.add("locales");
        file.add("# en_US.UTF-8 is Heroku's locale, which this base does not have.");
        file.packages(all, "localedef -i en_US -f UTF-8 en_US.UTF-8");
    }

    /** The lines that begin the stage that builds, whatever the stage "base" has set. */
    void build(Dockerfile file) {
        if (isHerokus()) {
            stage(file, "docker.io/heroku/heroku:24-build", "build");
        } else {
            file.add("FROM base AS build");
        }
    }

    private void stage(Dockerfile file, String image, String name) {
        file.add("FROM " + image + " AS " + name);
        file.add("USER root");
        file.add("WORKDIR /app");
        file.add("COPY --from=" + language + " /usr/local /usr/local");
        file.add("RUN ldconfig");
    }

    /** The users of number 1000 that the images bring along, in whose place comes the app's. */
    List<String> users() {
        if (isHerokus()) {
            return List.of("heroku");
        }
        return language.equals("node") ? List.of("node") : List.of();
    }
}
