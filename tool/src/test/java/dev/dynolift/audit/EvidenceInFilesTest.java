package dev.dynolift.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.InventoryFile;
import dev.dynolift.inventory.SettingUse;
import dev.dynolift.inventory.Severity;
import org.junit.jupiter.api.Test;

/** What single files of a checkout tell: Prisma's schema, Procfiles for foreman, a Gemfile without its lock, app.json. */
class EvidenceInFilesTest extends ShopCheckout {

    @Test
    void prismas_schema_speaks_for_the_database_and_its_settings() {
        write(
                "package.json",
                "{\"dependencies\": {\"@prisma/client\": \"6\"}, \"scripts\": {\"start\": \"node a.js\"}}");
        write("prisma/schema.prisma", """
            generator client {
              provider = "prisma-client-js"
            }

            datasource db {
              provider          = "postgresql"
              // url = "postgresql://u:p4ssNobody@old.internal.net/x"
              url               = env("DATABASE_URL")
              directUrl         = env("DIRECT_DATABASE_URL")
              shadowDatabaseUrl = env("SHADOW_DATABASE_URL")
            }
            """);

        assertThat(found("database-assumed")).hasSize(1);
        assertThat(found("fixed-server")).isEmpty();
        assertThat(found("secret-in-code")).isEmpty();
        assertThat(audit().apps().get(0).configVars())
                .extracting(ConfigVar::name)
                .contains("DATABASE_URL", "DIRECT_DATABASE_URL")
                .doesNotContain("SHADOW_DATABASE_URL");

        write(
                "prisma/schema.prisma",
                "datasource db {\n"
                        + "  provider = \"mysql\"\n"
                        + "  url = \"mysql://root:Kq81zPLANTED@db.shop.internal:3306/shop\"\n"
                        + "}\n");

        assertThat(found("database-assumed")).isEmpty();
        assertThat(found("other-database")).singleElement().satisfies(finding -> assertThat(finding.source())
                .isEqualTo("prisma/schema.prisma:2"));
        assertThat(found("fixed-server")).singleElement().satisfies(finding -> {
            assertThat(finding.source()).isEqualTo("prisma/schema.prisma:3");
            assertThat(finding.next()).isEqualTo("Read it: url = env(\"DATABASE_URL\").");
        });
        assertThat(found("secret-in-code")).hasSize(1);
        assertThat(found("address-in-code")).isEmpty();
        assertThat(InventoryFile.toJson(audit())).doesNotContain("PLANTED", "shop.internal");
    }

    @Test
    void every_address_of_prismas_datasource_is_seen_and_no_comment_is_a_setting() {
        write("package.json", "{\"dependencies\": {\"@prisma/client\": \"6\"}}");
        write("prisma/schema.prisma", """
            datasource db {
              provider  = "postgresql" // once "mysql"
              /* url    = env("OLD_DATABASE_URL")
                 directUrl = "postgresql://u:Zq7PLANTEDa@old.internal.example/x" */
              url       = "prisma+postgres://accelerate.prisma-data.net/?api_key=PLANTED9eyJhbGciOi"
              directUrl = "postgresql://db.internal.example/shop" // was env("OLD_DIRECT_URL")
              shadowDatabaseUrl = "postgresql://shadow:Wx5PLANTEDb@127.0.0.1/shadow"
            }
            """);

        assertThat(found("other-database")).isEmpty();
        assertThat(audit().apps().get(0).repository().needs().settings())
                .extracting(SettingUse::name)
                .doesNotContain("OLD_DATABASE_URL", "OLD_DIRECT_URL");
        assertThat(found("fixed-server"))
                .extracting(Finding::source, Finding::next)
                .containsExactlyInAnyOrder(
                        tuple("prisma/schema.prisma:5", "Read it: url = env(\"DATABASE_URL\")."),
                        tuple("prisma/schema.prisma:6", "Read it: directUrl = env(\"DIRECT_URL\")."));
        assertThat(found("secret-in-code"))
                .extracting(Finding::source)
                .containsExactlyInAnyOrder("prisma/schema.prisma:5", "prisma/schema.prisma:7");
        assertThat(InventoryFile.toJson(audit())).doesNotContain("PLANTED", "internal.example", "api_key");
    }

    @Test
    void a_line_with_an_address_for_production_is_told_once() {
        write("Gemfile", "gem 'rails'\ngem 'redis'\n");
        write("config/cable.yml", "production:\n  adapter: redis\n  url: redis://10.0.0.4:6379/1\n");

        write("config/database.yml", "production:\n  url: postgres://db.internal.example/shop\n");
        write("config/initializers/cache.rb", "CACHE = Redis.new(host: \"redis.internal.example\")\n");

        assertThat(found("fixed-server"))
                .extracting(Finding::source, Finding::next)
                .containsExactlyInAnyOrder(
                        tuple("config/cable.yml:3", "Read it: <%= ENV[\"REDIS_URL\"] %>."),
                        tuple("config/database.yml:2", "Read it: <%= ENV[\"DATABASE_URL\"] %>."),
                        tuple("config/initializers/cache.rb:1", "Read it: ENV.fetch(\"REDIS_URL\")."));
        assertThat(found("address-in-code")).isEmpty();
    }

    @Test
    void a_process_that_starts_others_is_told_with_what_it_starts() {
        write("Procfile", """
            web: bundle exec foreman start -f Procfile.heroku
            both: foreman start -p $PORT --formation all=2
            dev: ./bin/dev
            one: bundle exec foreman start -f Procfile.heroku css
            beside: foreman start -f Procfile.heroku css & bundle exec sidekiq
            gone: honcho -f Procfile.gone start
            tuned: foreman run rake tune
            """);
        write("Procfile.heroku", "app: puma\ncss: tailwind\n");
        write("Procfile.dev", "web: bin/rails server\njs: yarn build --watch\n");
        write(
                "bin/dev",
                "#!/bin/sh\n# foreman is better\ngem install foreman\nexec foreman start -f Procfile.dev \"$@\"\n");

        assertThat(found("processes-in-one-dyno"))
                .extracting(Finding::subject, Finding::what)
                .contains(
                        tuple(
                                "shop/web",
                                "The process web starts several programs in one dyno: app, css (Procfile.heroku)."),
                        tuple(
                                "shop/dev",
                                "The process dev starts several programs in one dyno: web, js (Procfile.dev)."),
                        tuple(
                                "shop/both",
                                "The process both starts several programs in one dyno: web, dev, one, beside, gone,"
                                        + " tuned (Procfile)."),
                        tuple(
                                "shop/beside",
                                "The process beside starts several programs in one dyno: css (Procfile.heroku)."),
                        tuple(
                                "shop/gone",
                                "The process gone starts several programs in one dyno (Procfile.gone, which is not"
                                        + " there)."))
                .extracting(named -> named.toList().get(0))
                .doesNotContain("shop/one", "shop/tuned");

        write("bin/dev", "#!/usr/bin/env ruby\nexec \"./bin/rails\", \"server\", *ARGV\n");
        assertThat(found("processes-in-one-dyno")).extracting(Finding::subject).doesNotContain("shop/dev");
    }

    @Test
    void settings_of_declared_add_ons_are_theirs_and_others_tell_of_mysql() {
        write("app.json", "{\"addons\": [\"papertrail\", \"jawsdb\"]}");
        write(
                "config/a.rb",
                "ENV.fetch('PAPERTRAIL_API_TOKEN')\nENV.fetch('JAWSDB_URL')\nENV.fetch('CLEARDB_DATABASE_URL')\n");

        assertThat(audit().apps().get(0).configVars())
                .filteredOn(setting -> setting.owner() != null)
                .extracting(ConfigVar::name, ConfigVar::owner)
                .contains(tuple("PAPERTRAIL_API_TOKEN", "shop-papertrail"), tuple("JAWSDB_URL", "shop-jawsdb"));
        assertThat(found("mysql-in-setting")).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("shop CLEARDB_DATABASE_URL");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
    }

    @Test
    void a_gemfile_that_takes_later_rubies_names_none() {
        write("Gemfile", "ruby '>= 2.5'\ngem 'sinatra'\n");

        assertThat(found("ruby-version-unknown")).singleElement().satisfies(finding -> assertThat(finding.what())
                .contains("any Ruby from 2.5 on"));
    }
}
