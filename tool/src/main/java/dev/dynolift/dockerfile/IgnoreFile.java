package dev.dynolift.dockerfile;

import dev.dynolift.inventory.GitFiles;
import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code .dockerignore}: an image gets what git carries, as a slug does, and nothing that is on one machine alone. */
final class IgnoreFile {

    private static final String BEGINNING = """
            # What an image does not need, and what must not be in one.
            .git
            .github
            .semaphore
            .dockerignore
            Dockerfile
            dynolift-*
            docker-compose*.yml
            compose*.yaml
            """;

    /** In every folder; Docker's patterns without two stars hold at the root alone. */
    private static final String SECRETS = """

            # Secrets of a developer's machine and of programs that deploy
            **/.env
            **/.env.*
            !**/.env.example
            !**/.env.sample
            **/.envrc
            **/.netrc
            **/.aws
            **/.ssh
            **/.kamal/secrets*
            **/*service-account*.json
            **/*.pem
            **/*.key
            !vendor/**/*.pem
            **/config/application.yml
            """;

    private static final String MADE_AGAIN = """

            # Made again while the image is built, or while it runs
            **/node_modules
            """;

    private static final String RUBY = """
            .bundle
            vendor/bundle
            tmp/cache
            tmp/pids
            tmp/sockets
            log/*.log

            # Not run in production
            spec
            test
            """;

    private static final String PYTHON = """
            **/__pycache__
            **/*.pyc
            .venv
            venv
            """;

    private IgnoreFile() {}

    static String text(RepositoryFacts facts) {
        StringBuilder text = new StringBuilder(BEGINNING);
        // An older audit did not read it.
        GitFiles git = Optional.ofNullable(facts.needs().gitFiles()).orElse(new GitFiles(List.of(), List.of()));
        add(text, "What .gitignore says", git.ignored().stream().map(IgnoreFile::pattern));
        text.append(SECRETS);
        add(text, "In git, and so in the slug at Heroku", git.carried().stream().map(file -> "!" + escaped(file)));
        text.append(MADE_AGAIN)
                .append(
                        switch (String.valueOf(facts.language())) {
                            case "ruby" -> RUBY;
                            case "python" -> PYTHON;
                            default -> "";
                        });
        return text.append("\n# The image's own\n!entrypoint.sh\n!with-settings.sh\n")
                .toString();
    }

    private static void add(StringBuilder text, String why, Stream<String> lines) {
        List<String> all = lines.toList();
        if (!all.isEmpty()) {
            text.append("\n# ").append(why).append('\n');
            all.forEach(line -> text.append(line).append('\n'));
        }
    }

    /** A pattern without a slash holds in every folder for git. */
    private static String pattern(String line) {
        String mark = line.startsWith("!") ? "!" : "";
        String pattern = line.substring(mark.length()).replaceFirst("/+$", "");
        if (pattern.startsWith("/")) {
            return mark + pattern.substring(1);
        }
        return mark + (pattern.contains("/") ? pattern : "**/" + pattern);
    }

    private static String escaped(String file) {
        return file.replaceAll("([*?\\[\\\\])", "\\\\$1");
    }
}
