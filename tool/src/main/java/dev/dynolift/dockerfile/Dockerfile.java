package dev.dynolift.dockerfile;

import java.util.Collection;
import java.util.List;

/** Puts a Dockerfile together, line by line. Not thread-safe. */
public final class Dockerfile {

    private final StringBuilder text = new StringBuilder();

    /** A file that begins as every image's does: what it is of, and how it is built by hand. */
    static Dockerfile of(String component) {
        return new Dockerfile()
                .add("# syntax=docker/dockerfile:1")
                .add("# The image of " + component + ". It stands in the app's repository, with entrypoint.sh and")
                .add("# .dockerignore beside it:  docker build --tag " + component + ":$(git rev-parse HEAD) .")
                .blank();
    }

    /** Lines as they are. */
    Dockerfile add(String lines) {
        text.append(lines.stripTrailing()).append('\n');
        return this;
    }

    Dockerfile add(boolean wanted, String lines) {
        return wanted ? add(lines) : this;
    }

    Dockerfile blank() {
        text.append('\n');
        return this;
    }

    /** Installs Debian packages and leaves no lists behind. */
    Dockerfile packages(Collection<String> names) {
        return packages(names, "");
    }

    /**
     * Installs Debian packages, if there are any, and leaves no lists behind.
     *
     * @param then a command in the same layer; may be empty
     */
    Dockerfile packages(Collection<String> names, String then) {
        if (names.isEmpty()) {
            return then.isEmpty() ? this : add("RUN " + then);
        }
        add("RUN apt-get update -qq \\");
        add("    && apt-get install --yes --no-install-recommends \\");
        names.forEach(name -> add("        " + name + " \\"));
        add(!then.isEmpty(), "    && " + then + " \\");
        return add("    && rm -rf /var/lib/apt/lists /var/cache/apt/archives");
    }

    /**
     * Runs a program to which some settings' values are lent for as long as it runs; no layer keeps them. They come as files,
     * which Docker, Podman and Buildah know alike; as variables only BuildKit of 2024 and later lends them. Line ends after a
     * value, as files of people's own have them, are no part of it.
     *
     * @param command a single program with its arguments; what follows it in the same line gets nothing
     */
    Dockerfile runWithSecrets(List<String> settings, String command) {
        if (settings.isEmpty()) {
            return add("RUN " + command);
        }
        String lead = "RUN ";
        for (String name : settings) {
            // Without `required` a value that nobody gives is an empty one.
            add(lead + "--mount=type=secret,id=" + name + ",required=true \\");
            lead = "    ";
        }
        settings.forEach(name -> add("    " + name + "=\"$(cat /run/secrets/" + name + ")\" \\"));
        return add("    " + command);
    }

    /** The same for several programs, which a shell starts. */
    Dockerfile runShellWithSecrets(List<String> settings, String script) {
        return runWithSecrets(
                settings,
                settings.isEmpty()
                        ? script
                        : "sh -c \"" + script.replace("\"", "\\\"").replace("$", "\\$") + "\"");
    }

    /** The certificates of RDS, which no base brings along. */
    Dockerfile databaseCertificates() {
        return add("# With it connections to RDS can be verified: sslmode=verify-full sslrootcert=/etc/ssl/certs/rds.pem")
                .add(
                        "ADD --chmod=644 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /etc/ssl/certs/rds.pem");
    }

    /** The scripts that a process is started by. */
    Dockerfile scripts(ImageSource source) {
        if (!source.fetchesSettings()) {
            return add("COPY --chmod=755 entrypoint.sh /usr/local/bin/entrypoint.sh");
        }
        add("COPY --chmod=755 with-settings.sh entrypoint.sh /usr/local/bin/");
        add("# Settings are fetched by curl, which can sign its requests since version 7.75.");
        add("RUN curl --aws-sigv4 aws:amz --version \\");
        return add("    || { echo 'This base has an older curl: write secrets: ecs into plan.yaml.' >&2; exit 1; }");
    }

    /**
     * The last lines of every image: the user, the entrypoint and what runs when nothing else is said.
     *
     * @param others users of the base that have the same number
     */
    Dockerfile ending(ImageSource source, Collection<String> others) {
        others.forEach(other -> {
            add("# The base has a user of this number already.");
            add("RUN userdel --remove " + other);
        });
        add("# Heroku's dynos run without root, with the app's folder as home.");
        add("RUN useradd --uid 1000 --home-dir /app --no-create-home --shell /bin/bash app && chown app:app /app");
        add("USER app:app");
        add("ENV HOME=/app");
        blank();
        source.plan().webService().flatMap(service -> service.web()).ifPresent(web -> {
            add("# ECS sets PORT; this is for runs elsewhere.");
            add("ENV PORT=" + web.port().value());
            add("EXPOSE " + web.port().value());
        });
        add(
                source.fetchesSettings()
                        ? "ENTRYPOINT [\"/usr/local/bin/with-settings.sh\", \"/usr/local/bin/entrypoint.sh\"]"
                        : "ENTRYPOINT [\"/usr/local/bin/entrypoint.sh\"]");
        source.defaultProcess()
                .ifPresent(service -> add(
                        "CMD [\"/bin/sh\", \"-c\", " + quoted(service.command().value()) + "]"));
        return this;
    }

    private static String quoted(String command) {
        return '"' + ShellLine.execed(command).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
