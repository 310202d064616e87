package dev.dynolift.dockerfile;

import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.NodeLibraries;
import java.util.List;
import java.util.SortedSet;

/** The Dockerfile of a Node.js app: what Heroku's Node.js buildpack does, in two stages. */
final class NodeImage {

    private NodeImage() {}

    static String dockerfile(ImageSource source) {
        RepositoryFacts facts = source.facts();
        SystemPackages packages = SystemPackages.of(facts, source.buildpacks());
        SortedSet<String> build = packages.build();
        build.addAll(List.of("build-essential", "git", "python3"));
        SortedSet<String> run = packages.run();
        run.addAll(List.of("ca-certificates", "curl"));
        run.addAll(source.scriptPackages());
        String version = NodePackages.version(facts);
        Foundation foundation = Foundation.of(source, "node", "NODE_VERSION");
        Dockerfile file = Dockerfile.of(source.component());
        file.add("ARG NODE_VERSION=" + version);
        foundation.base(file);
        file.packages(foundation.packages().lacking(run));
        file.databaseCertificates();
        runtime(file, facts);
        file.blank();
        foundation.build(file);
        if (foundation.isHerokus()) {
            runtime(file, facts);
        }
        file.packages(foundation.packages().lackingInBuild(build));
        boolean copied = NodePackages.copy(file, source, false);
        file.runWithSecrets(source.buildSecrets(NodePackages.SECRETS, Reader.NODE), NodeLibraries.installation(facts));
        file.add(!copied, "COPY . .");
        if (Boolean.TRUE.equals(facts.nodeBuild())) {
            file.runShellWithSecrets(source.alwaysRead(Reader.NODE), NodePackages.build(facts));
        }
        file.runShellWithSecrets(source.alwaysRead(Reader.NODE), NodePackages.prune(facts));
        file.blank();
        file.add("FROM base");
        file.add("COPY --from=build --chown=1000:1000 /app /app");
        file.scripts(source);
        file.ending(source, foundation.users());
        return file.toString();
    }

    private static void runtime(Dockerfile file, RepositoryFacts facts) {
        file.add("# Heroku's dynos find the app's own programs and its libraries' on the path.");
        file.add("ENV NODE_ENV=production PATH=$PATH:/app/bin:/app/node_modules/.bin");
        NodeLibraries.managerInstallation(facts).ifPresent(install -> file.add("RUN " + install));
    }
}
