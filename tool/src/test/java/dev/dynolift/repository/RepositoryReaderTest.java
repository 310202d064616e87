package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.error.DynoliftException;
import dev.dynolift.inventory.AppJson;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SourceMention;
import dev.dynolift.inventory.SourceMention.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryReaderTest {

    private static final String LOCK = """
            GEM
              remote: https://rubygems.org/
              specs:
                actioncable (7.1.3)
                  actionpack (= 7.1.3)
                nokogiri (1.16.2-x86_64-linux)
                puma (%s)
                rails (7.1.3)
                sidekiq (7.2.1)

            PLATFORMS
              x86_64-linux

            RUBY VERSION
               ruby 3.3.4p94

            BUNDLED WITH
               2.5.6
            """;

    @TempDir
    Path folder;

    @Test
    void reads_a_procfile_as_heroku_does_and_tells_what_it_ignores() throws IOException {
        write(
                "Procfile",
                "\uFEFF# comment\r\nweb:  bundle exec puma -p $PORT\r\n\r\nworker: QUEUES=a,b rake jobs:work\r\n"
                        + "<<<<<<< HEAD\r\nworker: sidekiq\r\nrelease: bin/rails db:migrate\r\n");

        RepositoryReading reading = RepositoryReader.read(folder);

        assertThat(reading.facts().procfile())
                .containsEntry("web", "bundle exec puma -p $PORT")
                .containsEntry("worker", "sidekiq")
                .containsEntry("release", "bin/rails db:migrate")
                .hasSize(3);
        assertThat(reading.findings()).extracting(Finding::subject).containsExactly("Procfile:5", "Procfile:6");
    }

    @Test
    void takes_app_json_in_every_shape_that_is_in_use() throws IOException {
        write("app.json", """
                {"name": "shop", "stack": "heroku-20", "stack": "heroku-24",
                 "env": {"A": "plain", "B": {"value": "x", "required": true}, "C": {"generator": "secret"}},
                 "addons": ["heroku-redis", {"plan": "heroku-postgresql:standard-0", "as": "DB"}, 7],
                 "buildpacks": [{"url": "heroku/ruby"}, "https://github.com/a/b#v1"],
                 "formation": [{"process": "web", "quantity": 2, "size": "hobby"}, {"process": "worker"}],
                 "scripts": {"postdeploy": "rake db:seed", "dokku": {"predeploy": "x"}},
                 "healthchecks": {}}
                """);

        AppJson manifest = RepositoryReader.read(folder).facts().appJson();

        assertThat(manifest.stack()).isEqualTo("heroku-24");
        assertThat(manifest.env()).containsExactly("A", "B", "C");
        assertThat(manifest.addons()).containsExactly("heroku-redis", "heroku-postgresql:standard-0");
        assertThat(manifest.buildpacks()).containsExactly("heroku/ruby", "https://github.com/a/b#v1");
        assertThat(manifest.formation()).containsEntry("web", new AppJson.Formation(2, "hobby"));
        assertThat(manifest.scripts()).containsExactly(java.util.Map.entry("postdeploy", "rake db:seed"));
    }

    @Test
    void reads_versions_from_lock_and_version_files() throws IOException {
        write("Gemfile", "");
        write("Gemfile.lock", LOCK.formatted("6.4.2"));
        write(
                "package.json",
                "{\"engines\": {\"node\": \"20.x\"}, \"scripts\": {\"build\": \"x\"}, \"dependencies\": {\"express\": \"^4\"}}");
        write("yarn.lock", "");
        write("Aptfile", "# images\nlibvips42\n\npoppler-utils\n");
        write("runtime.txt", "python-3.12.1\n");

        RepositoryFacts facts = RepositoryReader.read(folder).facts();

        assertThat(facts.language()).isEqualTo("ruby");
        assertThat(facts.rubyVersion()).isEqualTo("3.3.4");
        assertThat(facts.bundlerVersion()).isEqualTo("2.5.6");
        assertThat(facts.version("rails")).hasValue("7.1.3");
        assertThat(facts.version("nokogiri")).hasValue("1.16.2");
        assertThat(facts.version("actionpack")).isEmpty();
        assertThat(facts.nodeVersion()).isEqualTo("20.x");
        assertThat(facts.packageManager()).isEqualTo("yarn");
        assertThat(facts.nodeBuild()).isTrue();
        assertThat(facts.aptPackages()).containsExactly("libvips42", "poppler-utils");
        assertThat(facts.pythonVersion()).isEqualTo("3.12.1");
        assertThat(facts.usesSidekiq()).isTrue();
    }

    @Test
    void knows_when_puma_keeps_connections_long_enough() throws IOException {
        write("Gemfile.lock", LOCK.formatted("6.4.2"));
        assertThat(RepositoryReader.read(folder).facts().pumaKeepAlive()).isFalse();
        write("config/puma.rb", "# persistent_timeout 75\n");
        assertThat(RepositoryReader.read(folder).facts().pumaKeepAlive()).isFalse();
        write("config/puma.rb", "threads 5\npersistent_timeout 75\n");
        assertThat(RepositoryReader.read(folder).facts().pumaKeepAlive()).isTrue();
        write("config/puma.rb", "threads 5\n");
        write("Gemfile.lock", LOCK.formatted("7.0.3"));
        assertThat(RepositoryReader.read(folder).facts().pumaKeepAlive()).isTrue();
    }

    @Test
    void finds_lines_that_a_move_breaks_and_never_quotes_them() throws IOException {
        write("config/mail.rb", "HOST = 'shop.herokuapp.com'\nRELEASE = ENV['HEROKU_SLUG_COMMIT']\n");
        write("lib/pay.rb", "Stripe.api_key = 'sk_live_PLANTED9abcdef'\n# sk_live_in_a_comment 'sk_live_abcdefghij'\n");
        write(
                "config/redis.rb",
                "ssl_params: { verify_mode: OpenSSL::SSL::VERIFY_NONE }\n"
                        + "URL = 'redis://localhost:6379'\nOLD = 'postgres://u:p@db.shop.example/x'\n");
        write("node_modules/x/index.js", "'x.herokuapp.com'\n");

        RepositoryFacts facts = RepositoryReader.read(folder).facts();

        assertThat(facts.mentions())
                .containsExactlyInAnyOrder(
                        new SourceMention("config/mail.rb", 1, Kind.HEROKU_HOST),
                        new SourceMention("config/mail.rb", 2, Kind.HEROKU_SETTING, "HEROKU_SLUG_COMMIT"),
                        new SourceMention("lib/pay.rb", 1, Kind.HARD_CODED_SECRET),
                        new SourceMention("config/redis.rb", 1, Kind.UNVERIFIED_REDIS_TLS),
                        new SourceMention("config/redis.rb", 3, Kind.HARD_CODED_ADDRESS));
        assertThat(facts.toString()).doesNotContain("PLANTED9");
    }

    @Test
    void reads_the_tasks_that_scheduler_may_run() throws IOException {
        write("lib/tasks/scheduler.rake", """
                task :hourly => :environment do
                end
                namespace :subscription do
                  desc "x"
                  task renew: :environment do
                  end
                  task("expire", [:days]) { }
                end
                namespace :search do
                  task :reindex do
                  end
                end
                task sweep: %i[environment] do
                end
                """);

        assertThat(RepositoryReader.read(folder).facts().schedulerTasks())
                .containsExactly("hourly", "subscription:renew", "subscription:expire", "search:reindex", "sweep");
    }

    @Test
    void makes_a_finding_of_each_malformed_file() throws IOException {
        Path elsewhere =
                Files.writeString(folder.resolveSibling("elsewhere-" + folder.getFileName()), "web: rm -rf /\n");
        Files.createSymbolicLink(folder.resolve("Procfile"), elsewhere);
        Files.createSymbolicLink(folder.resolve("Aptfile"), folder.resolve("absent"));
        write("app.json", "{\"name\": ");
        write("package.json", "[");
        write("Gemfile.lock", "<<<<<<< HEAD\n");
        Files.write(folder.resolve(".ruby-version"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        RepositoryReading reading = RepositoryReader.read(folder);

        assertThat(reading.facts().procfile()).isEmpty();
        assertThat(reading.findings())
                .extracting(Finding::subject)
                .contains("Procfile", "Aptfile", "app.json", "package.json", "Gemfile.lock", ".ruby-version");
        Files.delete(elsewhere);
    }

    @Test
    void refuses_a_folder_that_is_none() {
        assertThatThrownBy(() -> RepositoryReader.read(folder.resolve("absent")))
                .isInstanceOf(DynoliftException.class)
                .hasMessageContaining("absent");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
