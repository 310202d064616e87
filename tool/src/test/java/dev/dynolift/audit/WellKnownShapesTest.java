package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.ConfigVar.Kind;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.SettingUse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shapes of well-known open-source apps about which an audit of the code alone was once wrong or silent. */
class WellKnownShapesTest extends ShopCheckout {

    @Test
    void a_puma_that_only_stands_in_the_gemfile_does_not_serve() {
        write("Gemfile.lock", "GEM\n  specs:\n    puma (6.2.2)\n    railties (6.1.7)\n");
        write("Procfile", "web: bundle exec thin start -p $PORT\n");
        assertThat(found("puma-keep-alive")).isEmpty();
        assertThat(found("server-keep-alive").get(0).what()).contains("thin");

        write("Procfile", "web: bundle exec puma\n");
        assertThat(found("puma-keep-alive").get(0).what()).startsWith("Puma 6.2.2 closes");
    }

    @Test
    void a_puma_without_a_version_may_be_one_that_heeds_the_setting() {
        write("Gemfile", "gem 'rails'\ngem 'puma'\n");
        write("Procfile", "web: bundle exec puma -C config/puma.rb\n");
        assertThat(found("puma-keep-alive")).singleElement().satisfies(finding -> {
            assertThat(finding.what()).startsWith("Which Puma will run is not known");
            assertThat(finding.source()).isEqualTo("Gemfile");
        });

        write("config/puma.rb", "threads 5\npersistent_timeout ENV.fetch('KEEP') { 20 }.to_i\n");
        assertThat(found("puma-keep-alive").get(0).what())
                .startsWith("Puma closes")
                .contains("20 seconds");
        assertThat(found("puma-keep-alive").get(0).source()).isEqualTo("config/puma.rb:2");
    }

    @Test
    void a_setting_that_is_asked_for_before_it_is_taken_is_not_needed() {
        write("config/puma.rb", "if ENV['SOCKET']\n  bind \"unix://#{ENV['SOCKET']}\"\nend\nport ENV['LISTEN_PORT']\n");
        write("config/mail.rb", "login = ENV['SMTP_LOGIN'].presence\nhost = ENV['SMTP_SERVER']\n");

        assertThat(needed()).containsExactly("LISTEN_PORT", "SMTP_SERVER");
    }

    @Test
    void what_development_reads_out_of_a_configuration_file_nobody_needs() {
        write("config/database.yml", """
                default: &default
                  pool: <%= ENV['DB_POOL'] %>
                development:
                  <<: *default
                  host: <%= ENV['DEVELOPMENT_HOST'] %>
                test:
                  host: <%= ENV['TEST_HOST'] %>
                production:
                  <<: *default
                  password: <%= ENV['DB_PASS'] %>
                """);

        assertThat(needed()).containsExactly("DB_PASS", "DB_POOL");
    }

    @Test
    void settings_of_djangos_environ_are_seen_whatever_they_are_made_into() {
        write("requirements.txt", "django==4.2\n");
        write("shop/settings.py", """
                CACHES = {
                    'default': env.cache(
                        'REDIS_URL',
                        default='rediscache://redis:6379/0'
                    ),
                    'old': env.cache('CACHE_URL'),
                }
                ADMINS = env.tuple('ADMINS')
                """);

        assertThat(needed()).containsExactly("ADMINS", "CACHE_URL");
        assertThat(app().repository().needs().settings())
                .extracting(SettingUse::name)
                .contains("REDIS_URL");
    }

    @Test
    void of_app_json_optional_settings_are_not_needed_and_generated_ones_are_secret() {
        write("app.json", """
                {"env": {"DOMAIN": {"required": true}, "SMTP_SERVER": {"required": false},
                         "STORAGE": {"required": false, "value": "true"},
                         "INVITATION_CODE": {"generator": "secret"}, "BUILDPACK_URL": "heroku/ruby",
                         "PATH": {"required": true}, "GEM_PATH": {"required": true}}}
                """);

        List<ConfigVar> settings = app().configVars();
        assertThat(settings)
                .extracting(setting -> setting.name() + " " + setting.kind())
                .containsExactly(
                        "BUILDPACK_URL " + Kind.HEROKU_ONLY,
                        "DOMAIN " + Kind.PLAIN,
                        "GEM_PATH " + Kind.HEROKU_ONLY,
                        "INVITATION_CODE " + Kind.SECRET,
                        "PATH " + Kind.HEROKU_ONLY,
                        "STORAGE " + Kind.PLAIN);
        assertThat(found("settings-assumed").get(0).what())
                .contains("3 settings", "DOMAIN, INVITATION_CODE, STORAGE")
                .doesNotContain("SMTP_SERVER");
    }

    @Test
    void a_store_that_app_json_makes_without_keeping_jobs_is_told() {
        write("requirements.txt", "celery==5.3\nredis==5.0\n");
        write("Procfile", "worker: celery -A shop worker\n");
        write(
                "app.json",
                "{\"addons\": [{\"plan\": \"heroku-redis:mini\", \"options\": {\"maxmemory_policy\": \"allkeys-lru\"}}]}");

        assertThat(found("jobs-may-be-evicted")).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains("allkeys-lru");
            assertThat(finding.source()).isEqualTo("app.json");
        });
    }

    @Test
    void an_option_of_an_add_on_that_looks_like_a_secret_is_not_kept() {
        write("Procfile", "worker: celery -A shop worker\n");
        write(
                "app.json",
                "{\"addons\": [{\"plan\": \"heroku-redis:mini\", \"options\": {\"maxmemory_policy\": \"allkeys-lru\","
                        + " \"password\": \"PLANTED9\", \"seed\": \"sk_live_PLANTED9ab\"}}]}");

        assertThat(InventoryFile.toJson(Audit.ofRepository(folder, "shop")))
                .contains("allkeys-lru")
                .doesNotContain("PLANTED9");
    }

    @Test
    void a_port_in_the_command_of_web_is_told_and_others_are_not() {
        for (String fixed : List.of(
                "bundle exec rails s -p 3000",
                "gunicorn shop.wsgi --bind 0.0.0.0:8000",
                "uvicorn shop:app --port=8000")) {
            write("Procfile", "web: " + fixed + "\n");
            assertThat(found("fixed-port-in-command")).as(fixed).hasSize(1);
        }
        for (String right : List.of(
                "bundle exec rails s -p $PORT",
                "gunicorn shop.wsgi --bind 0.0.0.0:${PORT:-8000}",
                "node --debug=5858 index.js",
                "bundle exec puma -t 5:16",
                "gunicorn shop.wsgi -w 4 -p /tmp/pid")) {
            write("Procfile", "web: " + right + "\nsearch: searchd -p 9312\n");
            assertThat(found("fixed-port-in-command")).as(right).isEmpty();
        }
    }

    @Test
    void a_middleware_that_sends_visitors_to_https_counts() {
        write("Gemfile.lock", "GEM\n  specs:\n    railties (6.1.7)\n");
        String file = "config/environments/production.rb";
        write(file, "Shop.configure do\n  # config.middleware.use Rack::SslEnforcer\nend\n");
        assertThat(found("http-without-redirect")).hasSize(1);

        write(file, "Shop.configure do\n  config.middleware.use \\\n    Rack::SslEnforcer,\n    hsts: false\nend\n");
        assertThat(found("http-without-redirect")).isEmpty();
    }

    @Test
    void a_command_of_herokus_in_a_message_calls_nothing() {
        write("package.json", "{}");
        write("index.js", "console.log('That log text is viewable via the `heroku logs` command.')\n");
        write("bin/help", "#!/bin/sh\necho \"now run heroku pg:backups\"\n");
        assertThat(found("heroku-command")).isEmpty();

        write("bin/backup", "#!/bin/sh\necho start; heroku pg:backups:capture -a shop\n");
        write("lib/tasks/copy.rake", "sh 'heroku pg:pull DATABASE_URL shop'\n");
        assertThat(found("heroku-command")).hasSize(2);
    }

    @Test
    void a_gemfile_that_asks_where_it_is_reads_no_second_database_and_brings_drivers_for_others() {
        write("Gemfile", """
                on_heroku = ENV['ON_HEROKU'] || ENV['HEROKU_POSTGRESQL_ROSE_URL']
                gem 'rails'
                gem 'pg'
                gem 'mysql2'
                """);
        write("app.json", "{\"addons\": [\"heroku-postgresql\"]}");
        assertThat(found("second-database")).isEmpty();
        assertThat(found("other-database")).isEmpty();

        write("app.json", "{}");
        assertThat(found("other-database").get(0).what()).contains("mysql");
        write("lib/archive.rb", "PG.connect(ENV['HEROKU_POSTGRESQL_ROSE_URL'])\n");
        write("Gemfile", "gem 'rails'\ngem 'pg'\n");
        assertThat(found("second-database")).hasSize(1);
    }

    @Test
    void a_start_script_is_what_runs_whatever_it_starts() {
        write("package.json", "{\"workspaces\": [\"apps/*\"], \"scripts\": {\"start\": \"turbo run start\"}}");
        assertThat(app().processes()).extracting(ProcessType::command).containsExactly("npm start");
        assertThat(found("no-procfile")).isEmpty();

        write("package.json", "{\"scripts\": {\"build\": \"turbo run build\"}}");
        assertThat(app().processes()).isEmpty();
        assertThat(found("no-procfile")).hasSize(1);
    }

    @Test
    void a_buildpack_that_chooses_the_procfile_is_known_and_a_health_path_is_sought_where_the_app_has_it() {
        write(".buildpacks", "https://github.com/someone/heroku-selectable-procfile.git\nheroku/python\n");
        write("Procfile", "web: gunicorn shop.wsgi\n");
        write("requirements.txt", "gunicorn\n");

        assertThat(found("buildpack-unknown")).isEmpty();
        assertThat(found("health-path-unknown").get(0).source()).isEqualTo("Procfile");
    }

    private HerokuApp app() {
        return audit().apps().get(0);
    }

    private List<String> needed() {
        return app().configVars().stream().map(ConfigVar::name).toList();
    }
}
