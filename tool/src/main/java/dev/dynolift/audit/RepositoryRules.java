package dev.dynolift.audit;

import static dev.dynolift.inventory.Severity.INFO;
import static dev.dynolift.inventory.Severity.WARNING;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the code does that works at Heroku only. Apps of one repository share these findings. */
final class RepositoryRules {

    private static final int LONGEST_STOP_SECONDS = 120;

    private RepositoryRules() {}

    static void check(HerokuApp app, Consumer<Finding> findings) {
        RepositoryFacts facts = app.repository();
        if (facts == null) {
            return;
        }
        facts.mentions().forEach(mention -> findings.accept(mention(mention)));
        procfile(app, facts, findings);
        server(facts, findings);
        if (Boolean.TRUE.equals(facts.localUploads())) {
            findings.accept(new Finding(
                    "uploads-on-disk",
                    WARNING,
                    "repository",
                    "Uploaded files are kept on the dyno's own disk.",
                    "Heroku wipes it at every restart, and a task on AWS starts with an empty disk, too.",
                    "Keep uploads on S3.",
                    "config/storage.yml"));
        }
        if (facts.language() != null && facts.language().equals("ruby") && facts.rubyVersion() == null) {
            findings.accept(new Finding(
                    "ruby-version-unknown",
                    WARNING,
                    "repository",
                    "The repository does not say which Ruby it needs.",
                    "Heroku chose one at the first deploy; the image needs the same.",
                    "Run `heroku run ruby -v` and write the version into .ruby-version.",
                    "Gemfile.lock"));
        }
    }

    private static void procfile(HerokuApp app, RepositoryFacts facts, Consumer<Finding> findings) {
        for (Map.Entry<String, String> entry : facts.procfile().entrySet()) {
            Optional<ProcessType> running = app.process(entry.getKey());
            boolean differs = running.isPresent()
                    && !running.get().source().equals("Procfile")
                    && !running.get().command().isEmpty()
                    && !running.get().command().strip().equals(entry.getValue().strip());
            if (differs) {
                findings.accept(new Finding(
                        "procfile-differs",
                        WARNING,
                        app.name() + "/" + entry.getKey(),
                        "The deployed command of " + entry.getKey() + " is not the one in the Procfile.",
                        "The checkout is not what runs at Heroku; the deployed command is taken.",
                        "Check out the commit that is deployed"
                                + (app.release() == null || app.release().commit() == null
                                        ? "."
                                        : ": " + app.release().commit() + "."),
                        "Procfile"));
            }
        }
    }

    private static void server(RepositoryFacts facts, Consumer<Finding> findings) {
        if (Boolean.FALSE.equals(facts.pumaKeepAlive())) {
            findings.accept(new Finding(
                    "puma-keep-alive",
                    WARNING,
                    "repository",
                    "Puma " + facts.version("puma").orElse("") + " closes idle connections after 20 seconds.",
                    "The load balancer keeps them for 60 and answers 502 when it uses one that Puma has just closed."
                            + " Puma heeds PUMA_PERSISTENT_TIMEOUT only since 7.0.3.",
                    "Add `persistent_timeout 75` to config/puma.rb, or use Puma 7.0.3 or later.",
                    "Gemfile.lock"));
        }
        if (Boolean.TRUE.equals(facts.usesActionCable())) {
            findings.accept(new Finding(
                    "web-sockets",
                    INFO,
                    "repository",
                    "The app uses Action Cable.",
                    "A load balancer closes quiet connections after 60 seconds unless told otherwise.",
                    "Keep the longer idle timeout that the plan sets.",
                    "config/cable.yml"));
        }
        Integer shutdown = facts.shutdownSeconds();
        if (shutdown != null && shutdown >= LONGEST_STOP_SECONDS) {
            findings.accept(new Finding(
                    "shutdown-too-long",
                    WARNING,
                    "repository",
                    "Sidekiq takes up to " + shutdown + " seconds to finish its jobs.",
                    "Fargate kills a task after 120 seconds at most, Heroku after 30.",
                    "Set Sidekiq's timeout below 110 seconds.",
                    "config/sidekiq.yml"));
        }
    }

    private static Finding mention(SourceMention mention) {
        String place = mention.file() + ":" + mention.line();
        return switch (mention.kind()) {
            case HEROKU_HOST ->
                finding(
                        "heroku-host-in-code",
                        place,
                        "The code names a host under herokuapp.com.",
                        "That host ends with the app at Heroku.",
                        "Read the host from a setting.");
            case HEROKU_SETTING ->
                finding(
                        "heroku-setting-in-code",
                        place,
                        "The code reads a setting that only Heroku makes.",
                        "It is not set on AWS.",
                        "Give it a default, or set it in plan.yaml.");
            case HARD_CODED_SECRET ->
                finding(
                        "secret-in-code",
                        place,
                        "A key or password seems to stand in the code.",
                        "Everybody with the repository has it, and the image would carry it.",
                        "Move it into a setting and replace it at its issuer.");
            case HARD_CODED_ADDRESS ->
                finding(
                        "address-in-code",
                        place,
                        "The code holds the address of a database or cache.",
                        "It would point to the old side after the move.",
                        "Read it from DATABASE_URL or REDIS_URL.");
            case UNVERIFIED_TLS ->
                finding(
                        "tls-not-verified",
                        place,
                        "The check of a server's certificate is switched off.",
                        "Heroku's Redis needs that; ElastiCache's certificates can be checked.",
                        "Nothing has to change for the move; remove it afterwards.");
            case LOCAL_FILES ->
                finding(
                        "files-on-disk",
                        place,
                        "Files are written to the local disk.",
                        "It is empty after each restart, at Heroku and on AWS.",
                        "Keep what has to stay on S3.");
        };
    }

    private static Finding finding(String id, String place, String what, String why, String next) {
        return new Finding(id, id.equals("tls-not-verified") ? INFO : WARNING, place, what, why, next, place);
    }
}
