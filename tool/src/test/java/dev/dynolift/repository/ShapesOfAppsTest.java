package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse.Service;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.SettingUse.Absence;
import dev.dynolift.inventory.SettingUse.Phase;
import dev.dynolift.inventory.SourceMention.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes that real apps have and that were read wrongly once. */
class ShapesOfAppsTest {

    @TempDir
    Path folder;

    @Test
    void a_python_app_with_assets_by_node_is_a_python_app() throws IOException {
        write("package.json", "{\"scripts\": {\"build\": \"vite build\"}}");
        write("requirements.txt", "django==5.0\n");
        assertThat(facts().language()).isEqualTo("node");

        write("Procfile", "web: newrelic-admin run-program gunicorn shop.wsgi\n");
        assertThat(facts().language()).isEqualTo("python");

        write("Procfile", "web: bin/serve\n");
        write("app.json", """
            {"buildpacks": [{"url": "heroku/nodejs"},
                            {"url": "https://github.com/someone/heroku-buildpack-python.git#v2"}]}
            """);
        assertThat(facts().language()).isEqualTo("python");

        write(".buildpacks", "https://github.com/someone/heroku-buildpack-ssh\nheroku/nodejs\n");
        assertThat(facts().language()).isEqualTo("node");
    }

    @Test
    void files_that_only_herokus_builds_obey_are_seen() throws IOException {
        write("requirements.txt", "flask\n");
        assertThat(facts().needs().buildFiles()).isEmpty();

        write(".slugignore", "spec/\n");
        write("bin/post_compile", "python manage.py migrate\n");
        write("package.json", "{\"scripts\": {\"build\": \"vite\", \"heroku-cleanup\": \"rm -r node_modules\"}}");
        assertThat(facts().needs().buildFiles()).containsExactly(".slugignore", "bin/post_compile", "heroku-cleanup");
    }

    @Test
    void gems_that_heroku_does_not_install_are_left_out() throws IOException {
        write("Gemfile", """
            gem "rails"
            gem "pg"
            gem "listen", group: :development
            gem "docs", :group => :doc
            group :development, :test do
              gem "sqlite3"
              platforms :ruby do
                gem "byebug"
              end
              gem "redis"
            end
            group :production do
              gem "redis"
            end
            gem "kept", groups: [:test, :production]
            """);
        assertThat(facts().libraries())
                .extracting(Library::name)
                .contains("pg", "docs", "redis", "kept")
                .doesNotContain("sqlite3", "byebug", "listen");

        write("Gemfile.lock", """
            GEM
              specs:
                listen (3.9.0)
                rails (7.1.3)
                sqlite3 (1.7.3)
                watcher (1.0.0)
                  listen (>= 3)
            """);
        assertThat(facts().libraries())
                .extracting(Library::name)
                .contains("listen", "watcher")
                .doesNotContain("sqlite3");
        assertThat(facts().needs().services()).noneMatch(use -> use.service() == Service.SQLITE);
    }

    @Test
    void a_requirement_that_stands_twice_counts_once() throws IOException {
        write("requirements.txt", "celery==5.2.7 ; python_version >= \"3.9\"\ncelery[redis]==5.2.7\nDjango==5.0\n");

        assertThat(facts().libraries()).extracting(Library::name).containsExactly("celery");
    }

    @Test
    void a_setting_that_is_asked_for_before_it_is_taken_fails_nothing() throws IOException {
        write("shop/settings.py", """
            import os
            if os.environ.get("SENTRY_DSN"):
                init(dsn=os.environ["SENTRY_DSN"])
            KEY = os.environ["SECRET_KEY"]
            """);

        assertThat(setting("SENTRY_DSN").absence()).isEqualTo(Absence.DEFAULT);
        assertThat(setting("SECRET_KEY").absence()).isEqualTo(Absence.FAILS);
    }

    @Test
    void a_setting_may_stand_in_the_line_after_its_bracket() throws IOException {
        write("shop/settings.py", """
            HOST = os.environ.get(
                "MAIL_HOST", "localhost"
            )
            """);

        assertThat(setting("MAIL_HOST").absence()).isEqualTo(Absence.DEFAULT);
        assertThat(setting("MAIL_HOST").place()).isEqualTo("shop/settings.py:2");
    }

    @Test
    void elixir_says_when_it_reads_a_setting_and_what_it_does_without() throws IOException {
        write("mix.exs", "defmodule Shop.MixProject do\nend\n");
        write("config/prod.exs", "config :shop, name: System.get_env(\"SHOP_NAME\")\n");
        write("config/runtime.exs", """
            database_url =
              System.get_env("DATABASE_URL") ||
                raise "missing"
            key = System.get_env("SECRET_KEY_BASE") || raise "missing"
            host = System.get_env("PHX_HOST") || "example.com"
            token = System.get_env("API_TOKEN")
            must = System.fetch_env!("SMTP_HOST")
            """);

        assertThat(setting("SHOP_NAME").phase()).isEqualTo(Phase.BUILD);
        assertThat(setting("SHOP_NAME").absence()).isEqualTo(Absence.NOTHING);
        assertThat(setting("DATABASE_URL").phase()).isEqualTo(Phase.BOOT);
        assertThat(setting("DATABASE_URL").absence()).isEqualTo(Absence.FAILS);
        assertThat(setting("SECRET_KEY_BASE").absence()).isEqualTo(Absence.FAILS);
        assertThat(setting("PHX_HOST").absence()).isEqualTo(Absence.DEFAULT);
        assertThat(setting("API_TOKEN").absence()).isEqualTo(Absence.NOTHING);
        assertThat(setting("SMTP_HOST").absence()).isEqualTo(Absence.FAILS);
    }

    @Test
    void programs_without_an_ending_are_searched_when_they_say_what_they_are() throws IOException {
        write("bin/create-config", "#!/usr/bin/env node\nconst url = process.env.PUBLIC_URL\n");
        write("bin/notes", "process.env.NOT_CODE\n");
        write("bin/bundle", "#!/usr/bin/env ruby\nversion = ENV[\"BUNDLER_VERSION\"]\n");

        assertThat(setting("PUBLIC_URL").place()).isEqualTo("bin/create-config:2");
        assertThat(setting("PUBLIC_URL").phase()).isEqualTo(Phase.BOOT);
        assertThat(facts().needs().settings())
                .extracting(SettingUse::name)
                .doesNotContain("NOT_CODE", "BUNDLER_VERSION");
    }

    @Test
    void a_key_in_yaml_needs_no_quotes() throws IOException {
        write("config/monitor.yml", """
            common:
              # license_key: 0123456789abcdef0123456789abcdef01234567
              license_key: 0123456789abcdef0123456789abcdef01234567
              app_name: Shop
              revision: 0123456789abcdef0123456789abcdef01234567
            """);

        assertThat(facts().mentions())
                .filteredOn(mention -> mention.kind() == Kind.HARD_CODED_SECRET)
                .extracting(mention -> mention.file() + ":" + mention.line())
                .containsExactly("config/monitor.yml:3");
    }

    @Test
    void hosts_that_may_be_all_are_no_host_check() throws IOException {
        write("shop/settings.py", "ALLOWED_HOSTS = split(os.environ.get(\"ALLOWED_HOSTS\", \"*\"))\n");
        assertThat(facts().mentions()).noneMatch(mention -> mention.kind() == Kind.HOST_CHECK);

        write("shop/settings.py", "ALLOWED_HOSTS = split(os.environ.get(\"ALLOWED_HOSTS\", \"localhost\"))\n");
        assertThat(facts().mentions()).anyMatch(mention -> mention.kind() == Kind.HOST_CHECK);
    }

    @Test
    void a_host_check_that_leaves_the_health_path_out_is_none() throws IOException {
        String hosts = "Rails.application.configure do\n  config.hosts << \"www.crema.example\"\n";
        write("config/environments/production.rb", hosts + "end\n");
        assertThat(facts().mentions()).anyMatch(mention -> mention.kind() == Kind.HOST_CHECK);

        write(
                "config/environments/production.rb",
                hosts + "  # config.host_authorization = { exclude: ->(request) { request.path == \"/up\" } }\nend\n");
        assertThat(facts().mentions()).anyMatch(mention -> mention.kind() == Kind.HOST_CHECK);

        write(
                "config/environments/production.rb",
                hosts + "  config.host_authorization = { exclude: ->(request) { request.path == \"/up\" } }\nend\n");
        assertThat(facts().mentions()).noneMatch(mention -> mention.kind() == Kind.HOST_CHECK);

        write(
                "config/environments/production.rb",
                hosts
                        + "  config.host_authorization = {\n"
                        + "    exclude: ->(request) { request.path == \"/up\" }\n"
                        + "  }\n"
                        + "end\n");
        assertThat(facts().mentions()).noneMatch(mention -> mention.kind() == Kind.HOST_CHECK);
    }

    @Test
    void what_a_block_of_the_routes_reads_at_each_request_no_build_needs() throws IOException {
        write("config/routes.rb", """
            require "sidekiq/web"
            Sidekiq::Web.use(Rack::Auth::Basic) do |user, password|
              if user.present?
                ok = user == ENV.fetch("ADMIN_USER")
              end
              ok && password == ENV.fetch("ADMIN_PASSWORD")
            end
            Rails.application.routes.draw do
              constraints(host: ENV.fetch("API_HOST")) do
                resources :orders
              end
              constraints ->(request) { request.host == ENV.fetch("SHOP_HOST") } do
                root to: "shop#index"
              end
              default_url_options host: ENV.fetch("WWW_HOST")
            end
            """);

        assertThat(setting("ADMIN_USER").phase()).isEqualTo(Phase.RUN);
        assertThat(setting("ADMIN_PASSWORD").phase()).isEqualTo(Phase.RUN);
        assertThat(setting("SHOP_HOST").phase()).isEqualTo(Phase.RUN);
        assertThat(setting("WWW_HOST").phase()).isEqualTo(Phase.BUILD);
        assertThat(setting("API_HOST").phase()).isEqualTo(Phase.BUILD);
    }

    @Test
    void packages_of_a_monorepo_tell_which_services_the_app_needs() throws IOException {
        write("package.json", "{\"workspaces\": [\"apps/*\", \"lib/core\"]}");
        write("apps/web/package.json", "{\"dependencies\": {\"mongodb\": \"6.10.0\"}}");
        write("apps/web/fixtures/package.json", "{\"dependencies\": {\"mysql2\": \"3.0.0\"}}");
        write("lib/core/package.json", "{\"dependencies\": {\"mongodb\": \"6.10.0\", \"amqplib\": \"0.10.0\"}}");

        assertThat(facts().needs().services())
                .extracting(use -> use.service() + " " + use.place())
                .containsExactly("MONGODB apps/web/package.json", "RABBITMQ lib/core/package.json");
    }

    @Test
    void the_procfile_may_stand_where_a_setting_says() throws IOException {
        write("Procfile", "web: bin/dev\n");
        write("deploy/Procfile.heroku", "web: bundle exec unicorn\nno command\n");
        write("app.json", "{\"env\": {\"PROCFILE\": {\"value\": \"deploy/Procfile.heroku\"}}}");
        assertThat(facts().procfile()).containsEntry("web", "bundle exec unicorn");
        assertThat(RepositoryReader.read(folder).findings())
                .anySatisfy(finding -> assertThat(finding.subject()).isEqualTo("deploy/Procfile.heroku:2"));

        write("app.json", "{\"env\": {\"PROCFILE\": \"absent\"}}");
        assertThat(facts().procfile()).containsEntry("web", "bin/dev");
    }

    @Test
    void the_time_that_sidekiq_takes_to_stop_may_be_a_default() throws IOException {
        write("Gemfile", "gem 'sidekiq'\n");
        write("config/sidekiq.yml", ":timeout: <%= ENV.fetch(\"SHUTDOWN\", 120) %>\n");
        assertThat(facts().shutdownSeconds()).isEqualTo(120);

        write("config/sidekiq.yml", ":timeout: <%= ENV['SHUTDOWN'] || 90 %>\n");
        assertThat(facts().shutdownSeconds()).isEqualTo(90);
    }

    @Test
    void a_stage_of_an_image_has_what_the_stage_before_it_has() throws IOException {
        write("Dockerfile", """
            ARG VERSION
            FROM ruby:3.3-slim AS base
            ARG VERSION
            USER app
            EXPOSE 3000
            FROM base AS build
            USER root
            FROM base
            COPY --from=build /app /app
            """);

        var image = facts().needs().image();
        assertThat(image).isNotNull();
        assertThat(image.base()).isEqualTo("ruby:3.3-slim");
        assertThat(image.user()).isEqualTo("app");
        assertThat(image.ports()).containsExactly("3000");
        assertThat(image.arguments()).containsExactly("VERSION");
    }

    @Test
    void a_public_name_is_baked_in_where_a_bundler_reads_it() throws IOException {
        write("src/page.ts", "const site = import.meta.env.PUBLIC_SITE\nconst key = process.env.VITE_KEY\n");

        assertThat(setting("PUBLIC_SITE").phase()).isEqualTo(Phase.BAKED_IN);
        assertThat(setting("VITE_KEY").phase()).isEqualTo(Phase.BAKED_IN);
    }

    @Test
    void a_route_with_the_usual_name_is_the_health_path() throws IOException {
        write("Gemfile", "gem 'rails'\n");
        write("config/routes.rb", """
            Rails.application.routes.draw do
              namespace :admin do
                get 'ping', to: 'admin#ping'
              end
              get 'health', to: 'health#show'
            end
            """);
        assertThat(facts().healthPath()).isEqualTo("/health");

        write("config/routes.rb", "  get '/healthy_food' => 'food#index'\n");
        assertThat(facts().healthPath()).isNull();
    }

    @Test
    void attachments_in_the_file_system_are_files_on_disk() throws IOException {
        write("config/initializers/attachments.rb", """
            if ENV['S3'] == 'true'
              options.merge!(storage: :s3)
            else
              options.merge!(
                storage: :filesystem,
              )
            end
            Shrine.storages = { store: Shrine::Storage::FileSystem.new("public") }
            """);

        assertThat(facts().mentions())
                .filteredOn(mention -> mention.kind() == Kind.LOCAL_FILES)
                .extracting(mention -> mention.line())
                .containsExactly(5, 8);
    }

    @Test
    void a_setting_may_name_the_buildpack() throws IOException {
        write("app.json", "{\"env\": {\"BUILDPACK_URL\": \"https://github.com/someone/heroku-buildpack-python\"}}");
        write("package.json", "{}");
        assertThat(facts().language()).isEqualTo("python");
        assertThat(facts().appJson().buildpacks()).hasSize(1);

        write(
                "app.json",
                "{\"env\": {\"BUILDPACK_URL\": {\"value\": \"a\"}}, \"buildpacks\": [{\"url\": \"heroku/go\"}]}");
        assertThat(facts().appJson().buildpacks()).containsExactly("heroku/go");
    }

    private RepositoryFacts facts() {
        return RepositoryReader.read(folder).facts();
    }

    private SettingUse setting(String name) {
        return facts().needs().settings().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " was not found"));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
