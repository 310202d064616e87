package dev.dynolift.dockerfile;

import dev.dynolift.inventory.RepositoryFacts;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** The Dockerfile of a Python app with a requirements.txt: what Heroku's Python buildpack does, in two stages. */
final class PythonImage {

    static final Pattern BUILD_SECRETS = Pattern.compile("PIP_(EXTRA_)?INDEX_URL|GITHUB_TOKEN");

    private static final String RUNTIME = "ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/python/bin:$PATH";

    private PythonImage() {}

    static String dockerfile(ImageSource source) {
        RepositoryFacts facts = source.facts();
        SystemPackages packages = SystemPackages.of(facts, source.buildpacks());
        SortedSet<String> build = packages.build();
        build.addAll(List.of("build-essential", "git"));
        SortedSet<String> run = packages.run();
        run.addAll(List.of("ca-certificates", "curl"));
        run.addAll(source.scriptPackages());
        String version = ImageSource.tag(facts.pythonVersion() == null ? "" : facts.pythonVersion(), "3.13");
        Foundation foundation = Foundation.of(source, "python", "PYTHON_VERSION");
        Dockerfile file = new Dockerfile();
        file.add("# syntax=docker/dockerfile:1");
        file.add(
                "# The image of " + source.component() + ". It stands in the app's repository, with entrypoint.sh and");
        file.add("# .dockerignore beside it:  docker build --tag " + source.component() + ":$(git rev-parse HEAD) .");
        file.blank();
        boolean node = needsNode(source);
        file.add("ARG PYTHON_VERSION=" + version);
        file.add(node, "ARG NODE_VERSION=" + NodePackages.version(facts));
        if (node) {
            assets(file, source);
        }
        foundation.base(file);
        file.packages(foundation.packages().lacking(run));
        file.add("# With it connections to RDS can be verified.");
        file.add(
                "ADD --chmod=644 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /etc/ssl/certs/rds.pem");
        file.add(RUNTIME);
        file.blank();
        foundation.build(file);
        file.add(foundation.isHerokus(), RUNTIME);
        file.packages(foundation.packages().lackingInBuild(build));
        file.add("RUN python -m venv /opt/python");
        file.add("# Libraries first: this layer stays while their list stays.");
        file.add("COPY requirements.txt ./");
        file.runWithSecrets(
                source.buildSecrets(BUILD_SECRETS), "pip install --no-cache-dir --requirement requirements.txt");
        file.add(node ? "COPY --from=assets /app /app" : "COPY . .");
        file.add(
                source.has("django"),
                "# As Heroku does; a project without static files has nothing to collect.\n"
                        + "RUN python manage.py collectstatic --noinput || echo 'no static files were collected'");
        file.blank();
        file.add("FROM base");
        file.add("COPY --from=build /opt/python /opt/python");
        file.add("COPY --from=build --chown=1000:1000 /app /app");
        file.scripts(source);
        file.ending(source, foundation.users());
        return file.toString();
    }

    /** Heroku builds what package.json says when Node's buildpack stands before Python's. */
    private static boolean needsNode(ImageSource source) {
        boolean chosen = source.buildpacks().isEmpty() || source.hasBuildpack("nodejs");
        return chosen && Boolean.TRUE.equals(source.facts().nodeBuild());
    }

    private static void assets(Dockerfile file, ImageSource source) {
        RepositoryFacts facts = source.facts();
        file.blank();
        file.add("FROM docker.io/library/node:${NODE_VERSION}-slim AS assets");
        file.add("WORKDIR /app");
        file.add("COPY package.json package-lock.json* yarn.lock* pnpm-lock.yaml* .npmrc* .yarnrc* ./");
        NodePackages.manager(facts).ifPresent(install -> file.add("RUN " + install));
        file.runWithSecrets(source.buildSecrets(NodePackages.SECRETS), NodePackages.install(facts));
        file.add("COPY . .");
        file.add("RUN " + NodePackages.build(facts));
        file.blank();
    }
}
