package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an audit of code alone once passed over, or told so that nobody could use it. */
class CodeAloneTest extends ShopCheckout {

    @Test
    void a_ruby_schema_speaks_for_a_database_that_nobody_asked() {
        write("Gemfile.lock", lock("rails 7.1.3", "pg 1.5"));
        write("db/schema.rb", """
                ActiveRecord::Schema[7.1].define(version: 2024_01_01) do
                  enable_extension "pg_catalog.plpgsql"
                  enable_extension "pgq"
                  create_table "orders", force: :cascade do |t|
                  end
                  create_table "orders_tags", id: false, force: :cascade do |t|
                  end
                  create_table "keyed", id: false, primary_key: "code" do |t|
                  end
                end
                """);

        assertThat(found("extension-not-on-rds")).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains("creates the extension pgq");
            assertThat(finding.source()).isEqualTo("db/schema.rb:3");
        });
        assertThat(found("extensions-unknown").get(0).what()).contains("db/schema.rb creates plpgsql, pgq");
        assertThat(found("tables-without-key").get(0).what()).contains("one table (orders_tags), as db/schema.rb says");
    }

    @Test
    void an_sql_schema_speaks_for_a_database_that_nobody_asked() {
        write("Gemfile.lock", lock("rails 7.1.3", "pg 1.5"));
        write("db/structure.sql", """
                CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
                CREATE EXTENSION IF NOT EXISTS "pgq" WITH SCHEMA pgq;
                CREATE UNLOGGED TABLE public.visits (
                    id bigint NOT NULL
                );
                CREATE TABLE public.orders (
                    id bigint NOT NULL
                );
                CREATE TABLE public.days (
                    day date
                )
                PARTITION BY RANGE (day);
                CREATE TABLE public.days_1 (
                    day date
                );
                ALTER TABLE ONLY public.days ATTACH PARTITION public.days_1 FOR VALUES FROM ('2024-01-01') TO (MAXVALUE);
                ALTER TABLE ONLY public.orders
                    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
                """);

        assertThat(found("extension-not-on-rds")).extracting(Finding::source).containsExactly("db/structure.sql:2");
        assertThat(found("unlogged-tables").get(0).what()).contains("one table (visits), as db/structure.sql says");
        assertThat(found("tables-without-key").get(0).what()).contains("2 tables (visits, days)");
    }

    @Test
    void packages_of_other_repositories_are_told() {
        write("Aptfile", "ghostscript\n");
        assertThat(found("apt-repository")).isEmpty();

        write("Aptfile", "ghostscript\n:repo:deb https://apt.example jammy-pgdg main\npostgresql-client-16\n");
        assertThat(found("apt-repository")).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("postgresql-client-16")
                .doesNotContain("ghostscript"));
    }

    @Test
    void a_line_for_bash_is_told_where_the_repository_has_an_image_of_its_own() {
        write("Procfile", """
                web: bin/web ${PORT:-3000} --any '{a: 1, b: 2}'
                one: [[ -n $X ]] && bin/one
                two: bin/a & bin/b & wait -n
                three: bin/three ${QUEUES//,/ }
                four: bin/four -q {low,high}
                five: source ./env; bin/five
                six: set -o pipefail; bin/a | bin/b
                seven: bin/seven &> log
                """);
        assertThat(found("bash-line-in-own-image")).isEmpty();

        write("Dockerfile", "FROM alpine:3.20\n");
        assertThat(found("bash-line-in-own-image"))
                .extracting(finding -> finding.subject().replaceFirst(".*/", ""))
                .containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six", "seven");
    }

    @Test
    void libraries_from_private_places_are_told_with_the_setting_that_opens_them() {
        write("Gemfile.lock", """
                GIT
                  remote: git@github.com:acme/shop-core.git
                  revision: 0a1b
                  specs:
                    shop-core (1.0.0)

                GIT
                  remote: https://github.com/rails/rails.git
                  revision: 0a1b
                  specs:
                    rails (7.1.3)

                GEM
                  remote: https://rubygems.org/
                  remote: https://gems.contrib-sys.com/
                  specs:
                    sidekiq-pro (7.2.0)
                """);
        write("package.json", "{\"dependencies\": {\"core\": \"git+ssh://git@github.com/acme/core.git#v2\"}}");
        write(".npmrc", "@acme:registry=https://npm.pkg.github.com\n//npm.pkg.github.com/:_authToken=${NPM_TOKEN}\n");

        assertThat(found("private-source"))
                .extracting(finding -> finding.source() + " " + finding.next())
                .satisfiesExactly(
                        git -> assertThat(git).startsWith("Gemfile.lock:2 ").contains("BUNDLE_GITHUB__COM"),
                        gems -> assertThat(gems)
                                .startsWith("Gemfile.lock:15 ")
                                .contains("the setting BUNDLE_GEMS__CONTRIB___SYS__COM"),
                        npm -> assertThat(npm).startsWith(".npmrc:2 ").contains("the setting NPM_TOKEN"),
                        node -> assertThat(node).startsWith("package.json ").contains("an SSH key"));
        // A token that a setting holds is none of the file's.
        assertThat(found("secret-file-committed")).isEmpty();
    }

    @Test
    void several_images_and_what_their_builds_are_given_stop_the_move() {
        write("heroku.yml", """
                build:
                  docker:
                    web: Dockerfile
                    worker: worker/Dockerfile
                  config:
                    BUILD_TOKEN: gho-7f3a9b2c4d5e
                    RAILS_X: y
                """);
        write("Dockerfile", """
                FROM node:22-slim
                RUN --mount=type=secret,id=NPM_TOKEN,target=/root/.npmrc echo "//npm.example.com/:_authToken=gho-7f3a9b2c4d5e" > ~/.npmrc
                RUN echo "//npm.example.com/:_authToken=$(cat /run/secrets/NPM_TOKEN)" > ~/.npmrc
                HEALTHCHECK CMD curl -f http://localhost:8080/?token=gho-7f3a9b2c4d5e
                USER node
                CMD ["node", "i.js"]
                """);
        write(
                "worker/Dockerfile",
                "FROM python:3.12-slim\nENV API_SECRET=gho-7f3a9b2c4d5e\nCMD [\"python\", \"w.py\"]\n");

        assertThat(found("images-several")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.BLOCKING);
            assertThat(finding.what()).contains("worker from worker/Dockerfile");
        });
        assertThat(found("image-build-arguments").get(0).what()).contains("BUILD_TOKEN, RAILS_X");
        assertThat(found("image-runs-as-root")).extracting(Finding::source).containsExactly("worker/Dockerfile");
        assertThat(found("image-argument-secret")).extracting(Finding::subject).containsExactly("worker/Dockerfile:2");
        assertThat(found("secret-in-code"))
                .extracting(Finding::source)
                .contains("heroku.yml:6", "Dockerfile:2", "Dockerfile:4", "worker/Dockerfile:2")
                .doesNotContain("Dockerfile:3", "heroku.yml:7");
    }

    @Test
    void logins_in_addresses_of_packages_are_told_and_never_kept() {
        write("Gemfile.lock", """
                GIT
                  remote: https://PLANTED9:x-oauth-basic@github.com/acme/shop-core.git
                  revision: 0a1b
                  specs:
                    shop-core (1.0.0)
                """);
        write("package.json", "{\"dependencies\": {\n\"core\": \"git+https://PLANTED9@github.com/acme/core.git#v2\"}}");
        write("requirements.txt", "Django==5.0\ngit+https://${GIT_TOKEN}@github.com/acme/tools.git@v1.2#egg=tools\n");
        write("Aptfile", "libvips42\n:repo:deb https://u:PLANTED9@apt.example.com/ stable main\n");
        write(".buildpacks", "https://PLANTED9@github.com/acme/bp.git\n");

        assertThat(found("private-source"))
                .extracting(finding -> finding.source() + " " + finding.next())
                .satisfiesExactly(
                        gems -> assertThat(gems)
                                .startsWith("Gemfile.lock:2 ")
                                .contains("the login that stands in Gemfile.lock"),
                        node -> assertThat(node)
                                .startsWith("package.json:2 ")
                                .contains("the login that stands in package.json"),
                        python -> assertThat(python)
                                .startsWith("requirements.txt:2 ")
                                .contains("the setting GIT_TOKEN"));
        assertThat(InventoryFile.toJson(Audit.ofRepository(folder, "repository")))
                .contains("apt.example.com", "git+https://github.com/acme/core.git#v2")
                .doesNotContain("PLANTED9");
    }

    @Test
    void files_on_disk_are_seen_in_every_language() {
        write("lib/report.rb", "File.write(\"public/report.csv\", rows)\nFile.write(\"/tmp/x\", rows)\n");
        write("app/uploaders/photo_uploader.rb", "  storage :file\n");
        write("config/environments/production.rb", "config.cache_store = :file_store, \"cache\"\n");
        write("config/environments/development.rb", "config.cache_store = :file_store, \"cache\"\n");
        write("src/save.js", """
                fs.writeFileSync('./data.json', text)
                const upload = multer({ dest: 'uploads/' })
                fs.writeFile(path.join(__dirname, 'x'), text, done)
                fs.writeFile('/tmp/x', text, done)
                """);
        write("cmd/main.go", "package main\nerr := os.WriteFile(name, data, 0o644)\n");
        write("shop/export.py", "with open('exports/all.csv', 'w') as file:\n    x = open('settings.ini', 'r')\n");

        assertThat(found("files-on-disk"))
                .extracting(Finding::source)
                .containsExactlyInAnyOrder(
                        "lib/report.rb:1",
                        "app/uploaders/photo_uploader.rb:1",
                        "config/environments/production.rb:1",
                        "src/save.js:1",
                        "src/save.js:2",
                        "src/save.js:3",
                        "cmd/main.go:2",
                        "shop/export.py:1");
    }

    @Test
    void what_talks_to_heroku_itself_is_told_with_what_takes_its_place() {
        write("Gemfile", "gem \"rails\"\ngem \"platform-api\"\n");
        write("lib/scaler.rb", "heroku = PlatformAPI.connect_oauth(ENV[\"KEY\"])\n");
        write("lib/events.rb", "redis.config(:set, \"notify-keyspace-events\", \"Ex\")\n");
        write("bin/ship", """
                #!/bin/sh
                heroku maintenance:on -a shop
                heroku pg:backups:capture -a shop
                git push -f heroku main
                heroku run rake db:migrate
                """);

        assertThat(found("heroku-api-in-code"))
                .extracting(Finding::source)
                .containsExactlyInAnyOrder("Gemfile:2", "lib/scaler.rb:1");
        assertThat(found("keyspace-events")).extracting(Finding::source).containsExactly("lib/events.rb:1");
        assertThat(found("heroku-command"))
                .extracting(finding -> finding.what() + " " + finding.next())
                .satisfiesExactly(
                        maintenance -> assertThat(maintenance).contains("`heroku maintenance:on`", "load balancer"),
                        backup -> assertThat(backup).contains("`heroku pg:backups:capture`", "pg_dump"),
                        push -> assertThat(push).contains("`git push` to Heroku", "registry"),
                        run -> assertThat(run).contains("`heroku run`", "aws ecs run-task"));
    }

    @Test
    void secrets_are_seen_in_manifests_images_and_files_of_any_name() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nx\n";
        write("Gemfile", "gem \"rails\"\n");
        write("app.json", """
                {"env": {
                  "STRIPE_KEY": {"value": "sk_live_0123456789abcdef"},
                  "API_TOKEN": {
                    "description": "whose",
                    "value": "0a1b2c3d4e5f60718293"
                  },
                  "REGION": {"value": "eu-central-1-and-more"}
                }}
                """);
        write(
                "Dockerfile",
                "FROM ruby:3.3\nARG VERSION=1\nENV LANG=C.UTF-8 \\\n    SECRET_KEY_BASE=0a1b2c3d4e5f\n"
                        + "ENV API_TOKEN $API_TOKEN\nRUN SECRET_KEY_BASE=dummy rake assets\n");
        write("certificates/shop.key", key);
        write("deploy_key", key);
        write("certificates/shop.crt", "-----BEGIN CERTIFICATE-----\n");

        assertThat(found("secret-in-code"))
                .extracting(Finding::source)
                .containsExactly("app.json:2", "app.json:5", "Dockerfile:4");
        assertThat(found("secret-file-committed"))
                .extracting(Finding::source)
                .containsExactlyInAnyOrder("certificates/shop.key", "deploy_key");
    }

    @Test
    void what_cannot_be_built_or_not_twice_the_same_is_told() {
        write("heroku.yml", "build:\n  docker:\n    web: deploy/Dockerfile.web\n");
        write("package.json", "{}");
        write("package-lock.json", "{}");
        write("yarn.lock", "");

        assertThat(found("file-malformed"))
                .extracting(Finding::what)
                .contains(
                        "heroku.yml names deploy/Dockerfile.web, which is not there.",
                        "package-lock.json and yarn.lock stand side by side.");

        write("deploy/Dockerfile.web", "FROM ruby:3.3\n");
        assertThat(found("file-malformed")).noneMatch(finding -> finding.what().contains("Dockerfile"));
    }

    @Test
    void files_that_nobody_could_search_are_named() throws IOException {
        write("Gemfile", "gem \"rails\"\n");
        write("app/data.rb", "x = 1\n".repeat(100_000));
        write("app/closed.rb", "ENV.fetch(\"X\")\n");

        assertThat(found("files-not-searched")).singleElement().satisfies(finding -> {
            assertThat(finding.what()).contains("app/data.rb (larger than 512 kB)");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
        });

        Files.setPosixFilePermissions(folder.resolve("app/closed.rb"), Set.of());
        // Root reads everything.
        boolean closed = !Files.isReadable(folder.resolve("app/closed.rb"));
        assertThat(found("files-not-searched")).singleElement().satisfies(finding -> {
            assertThat(finding.what())
                    .contains((closed ? "app/closed.rb (cannot be read); " : "") + "app/data.rb (larger than 512 kB)");
            assertThat(finding.severity()).isEqualTo(closed ? Severity.WARNING : Severity.INFO);
        });
    }

    @Test
    void a_setting_of_herokus_is_named_and_those_that_the_app_needs_are_listed() {
        write("Gemfile", "gem \"rails\"\n");
        write("config/puma.rb", "port ENV[\"PORT\"]\nname = ENV[\"DYNO\"]\nrelease = ENV[\"HEROKU_SLUG_COMMIT\"]\n");
        write("app/models/shop.rb", "ENV.fetch(\"STRIPE_KEY\")\nENV.fetch(\"MAIL_HOST\")\nENV.fetch(\"RAILS_ENV\")\n");

        assertThat(found("heroku-setting-in-code"))
                .extracting(Finding::what)
                .containsExactly(
                        "The code reads DYNO, which only Heroku makes.",
                        "The code reads HEROKU_SLUG_COMMIT, which only Heroku makes.");
        assertThat(found("settings-assumed").get(0).what())
                .contains("names 2 settings without which the app may not run: MAIL_HOST, STRIPE_KEY;");
    }

    @Test
    void a_broker_that_nothing_names_is_not_called_rabbitmq() {
        write("requirements.txt", "celery==5.4.0\n");
        write("Procfile", "worker: celery -A shop worker\n");

        assertThat(found("other-database")).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("keeps jobs in a broker (celery)")
                .doesNotContain("talks to rabbitmq"));

        write("shop/settings.py", "BROKER = os.environ[\"CLOUDAMQP_URL\"]\n");
        assertThat(found("other-database").get(0).what()).contains("talks to rabbitmq");
    }

    @Test
    void data_of_an_add_on_is_told_with_the_add_on_and_once() {
        write("Gemfile.lock", lock("rails 7.1.3", "searchkick 5.3", "mysql2 0.5"));
        write(
                "app.json",
                "{\"addons\": [\"bonsai\", \"jawsdb:kitefin\", \"bucketeer\", \"heroku-kafka\", \"papertrail\"]}");

        assertThat(found("addon-holds-data"))
                .extracting(Finding::subject)
                .containsExactly(
                        "shop shop-bonsai", "shop shop-jawsdb", "shop shop-bucketeer", "shop shop-heroku-kafka");
        assertThat(found("other-database")).isEmpty();
    }

    @Test
    void good_job_keeps_no_clock_unless_it_is_told_to() {
        write("Gemfile.lock", lock("rails 7.1.3", "pg 1.5", "good_job 3.29"));
        assertThat(found("clock-in-worker")).isEmpty();

        write(
                "config/initializers/good_job.rb",
                "Rails.application.configure do\n  config.good_job.enable_cron = true\nend\n");
        assertThat(found("clock-in-worker")).hasSize(1);
    }

    private static String lock(String... gems) {
        StringBuilder text = new StringBuilder("GEM\n  remote: https://rubygems.org/\n  specs:\n");
        Stream.of(gems)
                .forEach(gem ->
                        text.append("    ").append(gem.replace(" ", " (")).append(")\n"));
        return text.append("\nPLATFORMS\n  ruby\n").toString();
    }
}
