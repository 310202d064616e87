package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Database;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ServiceUse.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small trees in the shape of well-known applications: what an audit of the code alone has to tell of each. */
class RepositoryShapesTest {

    @TempDir
    Path folder;

    /** As Mastodon: a starter of processes behind nginx, a timeout that a setting may raise, a loopback address. */
    @Test
    void a_social_network_with_a_starter_of_processes() {
        write("Gemfile.lock", lock("rails 6.1.4", "railties 6.1.4", "pg 1.3.0", "puma 5.6.1", "sidekiq 6.4.0"));
        write("Procfile", "web: bundle exec foreman start -f Procfile.heroku\nworker: bundle exec sidekiq\n");
        write("app.json", "{\"addons\": [\"heroku-postgresql\", \"heroku-redis\"], \"env\": {\"OTP\": {}}}");
        write(
                "config/puma.rb",
                "persistent_timeout ENV.fetch('PERSISTENT_TIMEOUT') { 20 }.to_i\nbind \"tcp://#{ENV.fetch('BIND', '127.0.0.1')}:3000\"\n");
        write("config/environments/production.rb", "config.x.otp_secret = ENV.fetch('OTP_SECRET')\n");

        Inventory inventory = Audit.ofRepository(folder, "social");

        assertThat(ids(inventory))
                .contains(
                        "processes-in-one-dyno",
                        "puma-keep-alive",
                        "listens-to-itself",
                        "database-assumed",
                        "store-assumed",
                        "jobs-in-key-value-store",
                        "secret-key-base-unknown");
        assertThat(app(inventory).configVars())
                .extracting(setting -> setting.name())
                .contains("OTP", "OTP_SECRET");
        assertThat(inventory.databases()).extracting(Database::id).containsExactly("assumed");
    }

    /** As Lobsters: MySQL, a log that is a file, no queue. */
    @Test
    void a_link_site_that_logs_to_a_file() {
        write("Gemfile.lock", lock("rails 7.0.4", "railties 7.0.4", "mysql2 0.5.4", "puma 7.1.0"));
        write(
                "config/environments/production.rb",
                "config.force_ssl = true\nconfig.logger = Logger.new('/srv/log/x.log')\n");

        Inventory inventory = Audit.ofRepository(folder, "links");

        assertThat(ids(inventory))
                .contains("logs-to-file", "other-database")
                .doesNotContain("puma-keep-alive", "http-without-redirect", "database-assumed", "store-assumed");
        assertThat(app(inventory).process("web").orElseThrow().source()).isEqualTo("buildpack");
    }

    /** As Spree's starter: Redis and Memcached from others, uploads on disk unless settings say otherwise. */
    @Test
    void a_shop_whose_redis_is_somebody_elses() {
        write(
                "Gemfile.lock",
                lock("rails 6.0.2", "railties 6.0.2", "activestorage 6.0.2", "pg 1", "sidekiq 6", "dalli 2"));
        write("Procfile", "web: bundle exec puma\n");
        write("app.json", "{\"addons\": [\"rediscloud\", \"heroku-postgresql\", \"memcachedcloud\"]}");
        write("config/storage.yml", "local:\n  service: Disk\n");
        write(
                "config/environments/production.rb",
                "host = \"#{ENV['HEROKU_APP_NAME']}.herokuapp.com\"\nconfig.active_storage.service = ENV.fetch('STORE', 'local').to_sym\n");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(inventory.keyValueStores()).isEmpty();
        assertThat(inventory.addons())
                .extracting(addon -> addon.service())
                .containsExactly("rediscloud", "memcachedcloud");
        assertThat(ids(inventory))
                .contains("more-than-cache", "uploads-on-disk", "heroku-host-in-code", "heroku-setting-in-code");
    }

    /** As Chatwoot and Forem: whether HTTPS is forced is a setting; pgbouncer in front; cable through Redis. */
    @Test
    void a_help_desk_whose_settings_decide() {
        write("Gemfile.lock", lock("rails 7.1.5", "railties 7.1.5", "pg 1", "redis 5", "puma 6.4.3", "rack-timeout 1"));
        write("Procfile", "release: A=1 rails db:migrate\nweb: bin/start-pgbouncer bundle exec puma\n");
        write("config/environments/production.rb", "config.force_ssl = ENV['FORCE_SSL'] == 'true'\n");
        write(
                "config/cable.yml",
                "default: &default\n  adapter: redis\n  url: <%= ENV['REDIS_URL'] %>\nproduction:\n  <<: *default\n");
        write("config/redis.yml", "production:\n  url: redis://cache.example.net:6379\n");

        Inventory inventory = Audit.ofRepository(folder, "desk");

        assertThat(app(inventory).repository().forcesSsl()).isNull();
        assertThat(app(inventory).repository().needs().uses(Service.REDIS))
                .singleElement()
                .satisfies(use -> assertThat(use.place()).isEqualTo("config/cable.yml:2"));
        assertThat(finding(inventory, "fixed-server").source()).isEqualTo("config/redis.yml:2");
        assertThat(ids(inventory))
                .contains("processes-in-one-dyno", "release-phase")
                .doesNotContain("http-without-redirect", "slow-requests", "jobs-in-key-value-store");
    }

    /** As Redmine: no lock file, an Active Record that the buildpack has to help. */
    @Test
    void a_tracker_without_a_lock_file() {
        write("Gemfile", "gem \"rails\", \"3.2.13\"\n  gem \"pg\", \">= 0.11.0\"\n");

        assertThat(ids(Audit.ofRepository(folder, "tracker")))
                .contains("file-malformed", "database-yml-overwritten", "database-assumed");
    }

    /** As Saleor: Celery's jobs are in RabbitMQ; hosts are checked, and media lie on the disk. */
    @Test
    void a_python_shop_whose_jobs_are_in_rabbitmq() {
        write("requirements.txt", "celery==4.4\ndjango==2.2\npsycopg2-binary==2.8\nredis==3.3\n");
        write("manage.py", "");
        write("Procfile", "web: gunicorn shop.wsgi --threads 4\nceleryworker: celery worker -A shop\n");
        write(
                "shop/settings.py",
                "B = os.environ.get('CELERY_BROKER_URL', os.environ.get('CLOUDAMQP_URL'))\nMEDIA_ROOT = 'media'\n"
                        + "ALLOWED_HOSTS = ['shop.example.com']\nSECRET_KEY = 'i+acxn5(akgsn!sr4^qgf(^m'\n");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(app(inventory).repository().needs().uses(Service.RABBITMQ)).hasSize(1);
        assertThat(ids(inventory))
                .contains("host-check", "files-on-disk", "secret-in-code", "server-keep-alive", "other-database")
                .doesNotContain("jobs-in-key-value-store");
    }

    /** As Parse Server's example and Ghost: no Procfile, MongoDB or MySQL, Node's five seconds. */
    @Test
    void a_node_server_without_a_procfile() {
        write(
                "package.json",
                "{\"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"4\", \"mongodb\": \"4\"}}");
        write("index.js", "const uri = process.env.DATABASE_URI || process.env.MONGODB_URI;\napp.listen(1337);\n");

        Inventory inventory = Audit.ofRepository(folder, "parse");

        assertThat(app(inventory).process("web").orElseThrow().command()).isEqualTo("npm start");
        assertThat(app(inventory).configVar("MONGODB_URI")).isPresent();
        assertThat(ids(inventory)).contains("server-keep-alive", "fixed-port", "other-database");
    }

    /** As Pontoon, PostHog and Saleor: a wrapper before each program, Celery with and without its clock. */
    @Test
    void a_celery_worker_keeps_no_clock_unless_it_is_told_to() {
        write("requirements.txt", "celery==5.3\ndjango==4.2\nredis==4.5\n");
        write("Procfile", "web: newrelic-admin run-program gunicorn shop.wsgi\nworker: celery -A shop worker\n");
        assertThat(ids(Audit.ofRepository(folder, "shop")))
                .contains("dynos-assumed")
                .doesNotContain("clock-in-worker", "processes-in-one-dyno");

        write("Procfile", "web: run-p server assets\nworker: celery -A shop worker -B\n");
        Inventory clock = Audit.ofRepository(folder, "shop");
        assertThat(ids(clock)).contains("processes-in-one-dyno");
        assertThat(finding(clock, "clock-in-worker").next()).contains("one-at-most");

        write("requirements.txt", "celery==5.3\ncelery-redbeat==2.1\nredis==4.5\n");
        assertThat(finding(Audit.ofRepository(folder, "shop"), "clock-in-worker")
                        .next())
                .startsWith("Nothing");
    }

    /** As Saleor: what runs by the clock is known to an add-on alone. */
    @Test
    void an_app_that_asks_for_scheduler() {
        write("requirements.txt", "django==4.2\n");
        write("Procfile", "web: gunicorn shop.wsgi\nworker: python work.py\nmail: python mail.py\n");
        write("app.json", "{\"addons\": [\"scheduler:standard\"], \"formation\": {\"worker\": {\"quantity\": 0}}}");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(finding(inventory, "scheduler-hint").source()).isEqualTo("app.json");
        assertThat(inventory.findings())
                .filteredOn(found -> found.id().equals("dynos-assumed"))
                .extracting(Finding::subject)
                .containsExactly("shop/mail");
    }

    /** As Chatwoot without its lock file: no version is known, and one product has two libraries. */
    @Test
    void a_library_of_unknown_version() {
        write("Gemfile", "gem 'puma'\ngem 'judoscale-rails'\ngem 'judoscale-sidekiq'\n");

        Inventory inventory = Audit.ofRepository(folder, "desk");

        assertThat(finding(inventory, "puma-keep-alive").what()).startsWith("Which Puma will run is not known");
        assertThat(ids(inventory)).containsOnlyOnce("queue-time-library");
    }

    /** As PostHog: a script starts what should be processes of their own. */
    @Test
    void a_script_that_starts_programs_beside_each_other() {
        write("requirements.txt", "django==4.2\n");
        write("Procfile", "web: gunicorn shop.wsgi\nworker: ./bin/work --all\n");
        write(
                "bin/work",
                "#!/bin/sh\nset -e 2>&1\ntest a && test b\n./bin/plugins &\ncelery -A shop worker &\nwait -n\n");
        write("bin/dev", "#!/bin/sh\nwatch &\n");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(inventory.findings())
                .filteredOn(found -> found.id().equals("background-programs"))
                .extracting(Finding::subject)
                .containsExactly("bin/work:4");
    }

    /** Nobody asked Heroku: a finding must not say that Heroku answered. */
    @Test
    void findings_from_a_checkout_name_places_in_the_checkout() {
        write("Gemfile.lock", lock("rails 7.1.5", "railties 7.1.5", "pg 1", "sidekiq 7"));
        write("Procfile", "web: bundle exec puma\nworker: bundle exec sidekiq\n");
        write(
                "app.json",
                "{\"addons\": [\"heroku-postgresql\", \"heroku-redis\"], \"formation\": {\"worker\": {\"quantity\": 1}},"
                        + " \"env\": {\"A\": {}}, \"buildpacks\": [{\"url\": \"https://example.com/odd\"}, {\"url\": \"heroku/ruby\"}]}");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(ids(inventory))
                .contains(
                        "buildpack-unknown", "jobs-in-key-value-store", "daily-restart", "writers-during-maintenance");
        assertThat(inventory.findings()).noneMatch(found -> found.source().startsWith("/"));
    }

    /** As Tilex: of a server in Elixir it is not known how long it waits. */
    @Test
    void nothing_is_claimed_about_a_language_that_is_not_read() {
        write("mix.exs", "defmodule Shop.MixProject do\nend\n");
        write("Procfile", "web: mix phx.server\n");

        assertThat(ids(Audit.ofRepository(folder, "shop")))
                .contains("language-not-generated")
                .doesNotContain("slow-requests");
    }

    /** What lies in the folder or is kept from git. */
    @Test
    void secrets_in_files() {
        write("Gemfile.lock", lock("rails 7.1.5", "railties 7.1.5"));
        write("config/credentials.yml.enc", "x");
        write(".gitignore", "/config/master.key\n.env*\n");
        write("config/master.key", "PLANTED9");
        write(".env", "A=PLANTED9");
        write("config/application.yml", "A: PLANTED9");

        Inventory inventory = Audit.ofRepository(folder, "shop");

        assertThat(inventory.findings())
                .filteredOn(finding -> finding.id().startsWith("secret-file"))
                .extracting(finding -> finding.id() + " " + finding.subject())
                .containsExactlyInAnyOrder(
                        "secret-file-ignored config/master.key",
                        "secret-file-ignored .env",
                        "secret-file-committed config/application.yml");
        assertThat(inventory.toString()).doesNotContain("PLANTED9");
        assertThat(app(inventory).configVar("RAILS_MASTER_KEY")).isPresent();
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String lock(String... gems) {
        write("Gemfile", "");
        return Arrays.stream(gems)
                .map(gem -> "    " + gem.replace(" ", " (") + ")\n")
                .collect(Collectors.joining("", "GEM\n  specs:\n", "\nPLATFORMS\n  ruby\n"));
    }

    private static HerokuApp app(Inventory inventory) {
        return inventory.apps().get(0);
    }

    private static List<String> ids(Inventory inventory) {
        return inventory.findings().stream().map(Finding::id).toList();
    }

    private static Finding finding(Inventory inventory, String id) {
        return inventory.findings().stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
