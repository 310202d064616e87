package dev.dynolift.rule;

import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Scripts that only Heroku's buildpacks run, while they build. */
final class BuildHook extends CodeRule {

    BuildHook() {
        super("build-hook", WARNING, "f-build");
    }

    @Override
    Stream<Finding> check(RepositoryFacts code) {
        return code.needs().buildFiles().stream()
                .filter(file -> isRunBesideTheImage(file, code.language()))
                .map(file -> finding(
                        file,
                        file.startsWith("heroku-")
                                ? "While it builds Heroku runs the script " + file + " of package.json."
                                : "While it builds Heroku runs " + file + ".",
                        "docker build runs nothing by itself, and the generated Dockerfile does not run this.",
                        "Read what it does, and write the same into the Dockerfile as a RUN line; what talks to a database"
                                + " belongs into the release phase.",
                        file.startsWith("heroku-") ? "package.json" : file));
    }

    private static boolean isRunBesideTheImage(String file, @Nullable String language) {
        if (file.startsWith("bin/")) {
            return "python".equals(language);
        }
        // The generated Dockerfiles run this one themselves.
        boolean generated =
                language != null && List.of("ruby", "node", "python").contains(language);
        return file.startsWith("heroku-") && !(generated && file.equals("heroku-postbuild"));
    }
}
