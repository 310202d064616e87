package dev.dynolift.dockerfile;

import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.NodeLibraries;
import java.util.List;
import java.util.SortedSet;

/** The Dockerfile of a Python app: what Heroku's Python buildpack does, in two stages. */
final class PythonImage {

    private static final String RUNTIME =
            "ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/python/bin:$PATH LANG=en_US.UTF-8";

    private PythonImage() {}

    static String dockerfile(ImageSource source) {
        RepositoryFacts facts = source.facts();
        SystemPackages packages = SystemPackages.of(facts, source.buildpacks());
        SortedSet<String> build = packages.build();
        build.addAll(List.of("build-essential", "git"));
        SortedSet<String> run = packages.run();
        run.addAll(List.of("ca-certificates", "curl", "tzdata"));
        run.addAll(source.scriptPackages());
        String version = ImageSource.tag(facts.pythonVersion() == null ? "" : facts.pythonVersion(), "3.13");
        Foundation foundation = Foundation.of(source, "python", "PYTHON_VERSION");
        Dockerfile file = Dockerfile.of(source.component());
        boolean node = needsNode(source);
        file.add("ARG PYTHON_VERSION=" + version);
        file.add(node, "ARG NODE_VERSION=" + NodePackages.version(facts));
        if (node) {
            assets(file, source);
        }
        foundation.base(file);
        foundation.locale(file, run);
        file.databaseCertificates();
        file.add(RUNTIME);
        file.blank();
        foundation.build(file);
        file.add(foundation.isHerokus(), RUNTIME);
        file.packages(foundation.packages().lackingInBuild(build));
        file.add("RUN python -m venv /opt/python");
        String code = node ? "COPY --from=assets /app /app" : "COPY . .";
        new PythonPackages(source).install(file, code);
        if (source.has("django") && !skipsStaticFiles(source)) {
            staticFiles(file, source);
        }
        file.blank();
        file.add("FROM base");
        file.add("COPY --from=build /opt/python /opt/python");
        file.add("COPY --from=build --chown=1000:1000 /app /app");
        file.scripts(source);
        file.ending(source, foundation.users());
        return file.toString();
    }

    private static boolean skipsStaticFiles(ImageSource source) {
        return source.heroku().configVar("DISABLE_COLLECTSTATIC").isPresent();
    }

    /** As at Heroku, a failure ends the build: pages without their stylesheets are not deployed. */
    private static void staticFiles(Dockerfile file, ImageSource source) {
        String settings = StandIn.assignments(source, List.of());
        file.add("# As Heroku does. A project without the command has nothing to collect.");
        file.add(!settings.isEmpty(), "# What its settings ask for meanwhile has a stand-in.");
        file.add("RUN " + settings + "sh -ec '[ -f manage.py ] || exit 0; \\");
        file.add("    commands=$(python manage.py help --commands); \\");
        file.add("    case $commands in *collectstatic*) python manage.py collectstatic --noinput ;; esac'");
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
        boolean copied = NodePackages.copy(file, source, false);
        NodeLibraries.managerInstallation(facts).ifPresent(install -> file.add("RUN " + install));
        file.runWithSecrets(source.buildSecrets(NodePackages.SECRETS, Reader.NODE), NodeLibraries.installation(facts));
        file.add(!copied, "COPY . .");
        file.runShellWithSecrets(source.alwaysRead(Reader.NODE), NodePackages.build(facts));
        file.blank();
    }
}
