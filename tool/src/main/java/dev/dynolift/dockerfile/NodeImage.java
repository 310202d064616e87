package dev.dynolift.dockerfile;

import dev.dynolift.inventory.RepositoryFacts;
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
        Dockerfile file = new Dockerfile();
        file.add("# syntax=docker/dockerfile:1");
        file.add(
                "# The image of " + source.component() + ". It stands in the app's repository, with entrypoint.sh and");
        file.add("# .dockerignore beside it:  docker build --tag " + source.component() + ":$(git rev-parse HEAD) .");
        file.blank();
        file.add("ARG NODE_VERSION=" + version);
        foundation.base(file);
        file.packages(foundation.packages().lacking(run));
        file.add("# With it connections to RDS can be verified.");
        file.add(
                "ADD --chmod=644 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /etc/ssl/certs/rds.pem");
        runtime(file, facts);
        file.blank();
        foundation.build(file);
        if (foundation.isHerokus()) {
            runtime(file, facts);
        }
        file.packages(foundation.packages().lackingInBuild(build));
        boolean copied = NodePackages.copy(file, source, false);
        file.runWithSecrets(source.buildSecrets(NodePackages.SECRETS), NodePackages.install(facts));
        file.add(!copied, "COPY . .");
        file.add(Boolean.TRUE.equals(facts.nodeBuild()), "RUN " + NodePackages.build(facts));
        file.add("RUN " + NodePackages.prune(facts));
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
        NodePackages.manager(facts).ifPresent(install -> file.add("RUN " + install));
    }
}
