package dev.dynolift.dockerfile;

import dev.dynolift.market.StackPackages;
import dev.dynolift.plan.ImagePlan.Base;
import java.util.Collection;
import java.util.List;

/**
 * What an image's stages stand on: the language's own slim image, or Heroku's, into which the language is copied.
 *
 * @param language as its image is called: "ruby"
 * @param version the build argument that names its version: "RUBY_VERSION"
 */
record Foundation(boolean heroku, String language, String version) {

    static Foundation of(ImageSource source, String language, String version) {
        return new Foundation(source.plan().image().base().value() == Base.HEROKU_24, language, version);
    }

    /** The lines that begin the stage that apps run in; its name is "base". */
    void base(Dockerfile file) {
        if (!heroku) {
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

    /** The lines that begin the stage that builds, whatever the stage "base" has set. */
    void build(Dockerfile file) {
        if (heroku) {
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

    /** Packages that the running image lacks. */
    Collection<String> lacking(Collection<String> packages) {
        return heroku
                ? packages.stream().filter(name -> !StackPackages.has(name)).toList()
                : packages;
    }

    /** Packages that the build lacks. */
    Collection<String> lackingInBuild(Collection<String> packages) {
        return heroku
                ? packages.stream()
                        .filter(name -> !StackPackages.hasForBuilds(name))
                        .toList()
                : packages;
    }

    /** The users of number 1000 that the images bring along, in whose place comes the app's. */
    List<String> users() {
        if (heroku) {
            return List.of("heroku");
        }
        return language.equals("node") ? List.of("node") : List.of();
    }
}
