package dev.dynolift.dockerfile;

import dev.dynolift.inventory.LibraryFiles;
import dev.dynolift.inventory.PrivateSource.Reader;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.plan.NodeLibraries;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Dockerfile of a Ruby app: what Heroku's Ruby buildpack does, in two stages. */
final class RubyImage {

    /** Bundler takes credentials of private sources from settings of these names. */
    static final Pattern BUNDLER_SECRETS = Pattern.compile("BUNDLE_[A-Z0-9_]+__[A-Z0-9_]+");

    private static final String OTHERWISE_RUBY = "3.3";

    private static final Pattern MINOR = Pattern.compile("\\d+\\.\\d+");

    private final ImageSource source;
    private final RepositoryFacts facts;
    private final Foundation foundation;

    private RubyImage(ImageSource source) {
        this.source = source;
        this.facts = source.facts();
        this.foundation = Foundation.of(source, "ruby", "RUBY_VERSION");
    }

    static String dockerfile(ImageSource source) {
        return new RubyImage(source).text();
    }

    /** The usual one, unless the code needs a later one. */
    static String otherwise(@Nullable String oldest) {
        return oldest == null
                        || ModuleDescriptor.Version.parse(oldest)
                                        .compareTo(ModuleDescriptor.Version.parse(OTHERWISE_RUBY))
                                <= 0
                ? OTHERWISE_RUBY
                : oldest;
    }

    private String text() {
        SystemPackages packages = SystemPackages.of(facts, source.buildpacks());
        Dockerfile file = Dockerfile.of(source.component());
        file.add("ARG RUBY_VERSION=" + rubyVersion());
        file.add(needsNode(), "ARG NODE_VERSION=" + NodePackages.version(facts));
        file.blank();
        file.add(needsNode(), "FROM docker.io/library/node:${NODE_VERSION}-slim AS node");
        if (needsNode()) {
            file.blank();
        }
        base(file, packages);
        build(file, packages);
        end(file);
        return file.toString();
    }

    private void base(Dockerfile file, SystemPackages packages) {
        SortedSet<String> run = packages.run();
        run.addAll(List.of("ca-certificates", "curl", "tzdata"));
        run.addAll(source.scriptPackages());
        foundation.base(file);
        foundation.locale(file, run);
        file.databaseCertificates();
        runtime(file);
        if (source.hasBuildpack("jemalloc")) {
            file.add("RUN ln -s /usr/lib/*-linux-gnu/libjemalloc.so.2 /usr/local/lib/libjemalloc.so.2");
            file.add("ENV LD_PRELOAD=/usr/local/lib/libjemalloc.so.2");
        }
        if (needsNodeAtRunTime()) {
            node(file);
        }
        file.blank();
    }

    /** What Ruby and Bundler read; Ruby's own image says where gems are, and Heroku's does not. */
    private void runtime(Dockerfile file) {
        file.add("ENV LANG=en_US.UTF-8 \\");
        file.add(
                foundation.isHerokus(),
                "    GEM_HOME=/usr/local/bundle \\\n    BUNDLE_APP_CONFIG=/usr/local/bundle \\\n"
                        + "    PATH=/usr/local/bundle/bin:$PATH \\");
        file.add("    RACK_ENV=production \\");
        file.add(source.has("rails"), "    RAILS_ENV=production \\");
        file.add("    BUNDLE_DEPLOYMENT=1 \\");
        file.add("    BUNDLE_PATH=/usr/local/bundle \\");
        file.add("    BUNDLE_WITHOUT=development:test");
    }

    private void build(Dockerfile file, SystemPackages packages) {
        SortedSet<String> build = packages.build();
        build.addAll(List.of("build-essential", "git", "libyaml-dev", "pkg-config"));
        foundation.build(file);
        if (foundation.isHerokus()) {
            runtime(file);
        }
        file.packages(foundation.packages().lackingInBuild(build));
        // Heroku's build image does not go on from the stage before, which may have it.
        if (needsNode() && (foundation.isHerokus() || !needsNodeAtRunTime())) {
            node(file);
        }
        file.add(
                facts.bundlerVersion() != null,
                "RUN gem install bundler --version " + facts.bundlerVersion() + " --no-document");
        file.blank();
        LibraryFiles known = facts.needs().libraryFiles();
        boolean copied = known != null && known.ruby().isEmpty();
        file.add(
                copied
                        ? "# Libraries of this app are among its own files, or its Gemfile reads others."
                        : "# Libraries first: this layer stays while their lists stay.");
        file.add(
                copied
                        ? "COPY . ."
                        : known == null
                                ? "COPY Gemfile Gemfile.lock .ruby-version* .tool-versions* ./"
                                : "COPY " + String.join(" ", known.ruby()) + " ./");
        file.runWithSecrets(
                source.buildSecrets(BUNDLER_SECRETS, Reader.BUNDLER), "bundle install --jobs 4 --retry 3 \\");
        file.add(
                "    && rm -rf ~/.bundle \"${BUNDLE_PATH}\"/ruby/*/cache \"${BUNDLE_PATH}\"/ruby/*/bundler/gems/*/.git");
        if (needsNode() && facts.packageManager() != null) {
            copied = nodePackages(file, copied);
        }
        file.blank();
        file.add(!copied, "COPY . .");
        file.add("# Programs write there, and what a checkout has in them is left out.");
        file.add("RUN mkdir -p log tmp/pids");
        if (source.has("bootsnap")) {
            file.runWithSecrets(
                    source.alwaysRead(Reader.BUNDLER), "bundle exec bootsnap precompile --gemfile app/ lib/");
        }
        if (Boolean.TRUE.equals(facts.nodeBuild()) && !Boolean.TRUE.equals(facts.usesAssetPipeline())) {
            file.runShellWithSecrets(source.alwaysRead(Reader.NODE), NodePackages.build(facts));
        }
        if (!Boolean.FALSE.equals(facts.usesAssetPipeline()) && source.has("rails")) {
            assets(file);
        }
        file.blank();
    }

    private void assets(Dockerfile file) {
        file.add(
                "# No secret and no database is needed to compile assets; Rails only wants to see that there are some.");
        String secret = source.has("rails", 7, 1) ? "SECRET_KEY_BASE_DUMMY=1" : "SECRET_KEY_BASE=for-the-build-only";
        List<String> lent = Stream.of(Reader.BUNDLER, Reader.NODE)
                .flatMap(reader -> source.alwaysRead(reader).stream())
                .distinct()
                .toList();
        String others = StandIn.assignments(
                source,
                Stream.concat(Stream.of("SECRET_KEY_BASE", "DATABASE_URL"), lent.stream())
                        .toList());
        file.add(
                !others.isEmpty(),
                "# What else the code asks for meanwhile has a stand-in; see that none of them gets into a page.");
        file.runWithSecrets(
                lent, secret + " " + others + "DATABASE_URL=postgresql://127.0.0.1/none RAILS_GROUPS=assets \\");
        file.add("    bundle exec rake assets:precompile \\");
        file.add(
                "    && rm -rf tmp/cache/assets log/*" + (needsNode() && !needsNodeAtRunTime() ? " node_modules" : ""));
    }

    private void end(Dockerfile file) {
        file.add("FROM base");
        file.add("COPY --from=build /usr/local/bundle /usr/local/bundle");
        file.add("COPY --from=build --chown=1000:1000 /app /app");
        file.scripts(source);
        path(file);
        if (source.readsHerokuSettings()) {
            file.add("# The code reads Heroku's own settings. Build with --build-arg COMMIT=$(git rev-parse HEAD).");
            file.add("ARG COMMIT=");
            file.add("ENV HEROKU_SLUG_COMMIT=${COMMIT} HEROKU_BUILD_COMMIT=${COMMIT}");
        }
        file.blank();
        file.ending(source, foundation.users());
    }

    /** Only here: bin/bundle and bin/yarn of the app would take the place of the programs that build it. */
    private void path(Dockerfile file) {
        Matcher minor = MINOR.matcher(rubyVersion());
        String gems = minor.lookingAt() ? "/usr/local/bundle/ruby/" + minor.group() + ".0" : "";
        file.add(
                "# As Heroku's dynos, it finds the app's own programs and its gems' (rails, sidekiq) without bundle exec.");
        // The colon keeps the gems that come with Ruby.
        file.add(!gems.isEmpty(), "ENV GEM_PATH=" + gems + ":");
        file.add("ENV PATH=/app/bin:" + (gems.isEmpty() ? "" : gems + "/bin:") + "$PATH"
                + (needsNodeAtRunTime() ? ":/app/node_modules/.bin" : ""));
    }

    private String rubyVersion() {
        return facts.rubyVersion() == null ? otherwise(facts.needs().oldestRuby()) : facts.rubyVersion();
    }

    private static void node(Dockerfile file) {
        file.add("COPY --from=node /usr/local/bin/node /usr/local/bin/");
        file.add("COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules");
        file.add("RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\");
        file.add("    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx");
    }

    private boolean nodePackages(Dockerfile file, boolean copied) {
        file.blank();
        boolean all = NodePackages.copy(file, source, copied);
        NodeLibraries.managerInstallation(facts).ifPresent(install -> file.add("RUN " + install));
        file.runWithSecrets(source.buildSecrets(NodePackages.SECRETS, Reader.NODE), NodeLibraries.installation(facts));
        return all;
    }

    /** For packages, for scripts of package.json, or because a gem runs JavaScript. */
    private boolean needsNode() {
        return facts.packageManager() != null || facts.nodeVersion() != null || needsNodeAtRunTime();
    }

    /** ExecJS looks for a runtime when it is loaded, which gems of the asset pipeline do in production too. */
    private boolean needsNodeAtRunTime() {
        boolean runsScripts = source.has("execjs") && !source.has("mini_racer") && !source.has("therubyracer");
        return runsScripts
                || source.commands().stream().anyMatch(line -> line.matches(".*\\b(node|npm|npx|yarn|pnpm)\\b.*"));
    }
}
