package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynolift.inventory.CodeNeeds;
import dev.dynolift.inventory.ConfigVar;
import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import dev.dynolift.inventory.ProcessType;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.SketchedApp;
import dev.dynolift.inventory.StaticSite;
import dev.dynolift.inventory.StaticSite.Headers;
import dev.dynolift.inventory.StaticSite.Redirect;
import dev.dynolift.inventory.StaticSite.Route;
import dev.dynolift.plan.SitePlan.RedirectPlan;
import dev.dynolift.plan.SitePlan.RoutePlan;
import dev.dynolift.repository.RepositoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps that serve files and do nothing else become a bucket and CloudFront. */
class SitePlanTest {

    private static final String STATIC = "https://github.com/heroku/heroku-buildpack-static.git";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://github.com/heroku/heroku-buildpack-static.git, true",
        "https://github.com/heroku/heroku-buildpack-static#v7, true",
        "heroku-community/static, true",
        "heroku/ruby, false",
        "https://github.com/example/heroku-buildpack-static-assets, false"
    })
    void an_app_with_the_static_buildpack_is_a_site_without_services(String buildpack, boolean expected) {
        AppPlan app = plan(app(List.of(buildpack), null, web())).apps().get(0);

        assertThat(app.site().isPresent()).isEqualTo(expected);
        assertThat(app.services().isEmpty()).isEqualTo(expected);
    }

    @Test
    void an_app_that_also_works_in_the_background_stays_an_app() {
        MigrationPlan plan =
                plan(app(List.of(STATIC), null, web(), Inventories.process("worker", "bin/work", 1, "basic")));

        assertThat(plan.apps().get(0).site()).isEmpty();
        assertThat(plan.apps().get(0).services()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heroku/nodejs | npm ci --include=dev && npm run build",
                "heroku/ruby | bundle install && if bundle exec rake -n assets:precompile >/dev/null 2>&1; then bundle exec rake assets:precompile; fi",
                "heroku/nodejs,heroku/ruby | npm ci --include=dev && npm run build && bundle install && if bundle exec rake -n assets:precompile >/dev/null 2>&1; then bundle exec rake assets:precompile; fi",
                "https://github.com/example/hugo | ''"
            })
    void a_site_is_built_as_the_other_buildpacks_do(String buildpacks, String build) {
        List<String> all = new ArrayList<>(List.of(buildpacks.split(",")));
        all.add(STATIC);
        MigrationPlan plan = plan(app(all, null, web()));

        assertThat(plan.apps().get(0).site().orElseThrow().build().value()).isEqualTo(build);
        assertThat(plan.findings().stream().anyMatch(finding -> finding.id().equals("site-build")))
                .isEqualTo(build.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"packageManager\":\"yarn@4.5.3\"` | yarn.lock | npm install --global --force @yarnpkg/cli-dist@4.5.3"
                        + " && YARN_ENABLE_GLOBAL_CACHE=false yarn install --immutable && yarn run build",
                "`\"packageManager\":\"pnpm@10.4.1\"` | pnpm-lock.yaml | npm install --global pnpm@10.4.1"
                        + " && pnpm install --frozen-lockfile --no-prod && pnpm run build",
                "`\"private\":true` | package-lock.json | npm ci --include=dev && npm run build"
            })
    void a_site_s_libraries_come_by_the_package_manager_that_it_asks_for(String key, String lock, String build)
            throws IOException {
        Files.writeString(folder.resolve("package.json"), "{" + key + ",\"scripts\":{\"build\":\"vite build\"}}");
        Files.writeString(folder.resolve(lock), "");
        HerokuApp app = SketchedApp.called("brochure")
                .buildpacks(List.of("heroku/nodejs", STATIC))
                .processes(List.of(web()))
                .code(RepositoryReader.read(folder).facts())
                .app();

        assertThat(plan(app).apps().get(0).site().orElseThrow().build().value()).isEqualTo(build);
    }

    @Test
    void a_single_page_needs_no_route() {
        StaticSite json = new StaticSite(
                "build/",
                false,
                true,
                List.of(new Route("/**", "index.html")),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of());

        SitePlan site = site(json);

        assertThat(site.singlePage().value()).isTrue();
        assertThat(site.routes()).isEmpty();
        assertThat(site.root().value()).isEqualTo("build/");
        assertThat(findings(json)).noneMatch(finding -> finding.id().startsWith("site-"));
    }

    @Test
    void what_a_bucket_can_do_is_carried_over_and_the_rest_is_said() {
        StaticSite json = new StaticSite(
                "dist",
                true,
                false,
                List.of(new Route("/news/**", "news.html"), new Route("/old/~ ^x$", "old.html")),
                List.of(
                        new Redirect("/a", "/b", 302),
                        new Redirect("/c/*", "/d", 301),
                        new Redirect("/e", "${ELSEWHERE}", 301),
                        new Redirect("/f", "/g", 307)),
                "errors/none.html",
                List.of(new Headers("/assets/**", Map.of("X-One", "1", "X-Two", "2: two"))),
                List.of("/api/"),
                List.of("basic_auth", "canonical_host"));

        SitePlan site = site(json);

        assertThat(site.cleanUrls().value()).isTrue();
        assertThat(site.errorPage().value()).isEqualTo("/errors/none.html");
        assertThat(site.routes()).extracting(RoutePlan::path).containsExactly("/news/**", "/old/~ ^x$");
        assertThat(site.redirects()).extracting(RedirectPlan::path).containsExactly("/a");
        assertThat(site.headers()).singleElement().satisfies(headers -> {
            assertThat(headers.path()).isEqualTo("/assets/*");
            assertThat(headers.values().value()).containsExactly("X-One: 1", "X-Two: 2: two");
        });
        assertThat(findings(json))
                .filteredOn(finding -> finding.id().startsWith("site-"))
                .extracting(Finding::id)
                .containsExactlyInAnyOrder("site-proxy", "site-redirect", "site-route", "site-key", "site-key");
        assertThat(findings(json))
                .filteredOn(finding -> finding.id().equals("site-redirect"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).endsWith("/c/*, /e, /f."));
    }

    @Test
    void settings_and_domains_of_a_site_are_not_lost_in_silence() {
        MigrationPlan plan = plan(app(List.of(STATIC), StaticSite.USUAL, web()));

        assertThat(plan.findings())
                .filteredOn(finding -> finding.id().startsWith("site-"))
                .extracting(Finding::id)
                .containsExactly("site-settings");
        assertThat(plan.apps().get(0).settings())
                .allMatch(setting -> setting.destination().value() == SettingPlan.Destination.DROPPED);
    }

    @Test
    void a_plan_file_holds_it_and_refuses_what_cloudfront_does_not_take() {
        StaticSite json = new StaticSite(
                "dist",
                true,
                false,
                List.of(new Route("/news/**", "news.html")),
                List.of(new Redirect("/a", "/b", 302)),
                "none.html",
                List.of(new Headers("/**", Map.of("X-One", "1"))),
                List.of(),
                List.of());
        Inventory inventory = inventory(app(List.of(STATIC), json, web()));
        Path file = folder.resolve(PlanFile.NAME);
        Replanning planned = Replanning.of(inventory, Optional.empty(), PlanSettings.NONE);
        planned.write(file);

        assertThat(PlanFile.read(file).apps()).isEqualTo(planned.plan().apps());
        assertThatThrownBy(() -> Replanning.of(
                        inventory,
                        Optional.of(file),
                        new PlanSettings(
                                Optional.empty(),
                                List.of(
                                        "apps.brochure.site.redirects./a.status=307",
                                        "apps.brochure.site.errorPage=none.html",
                                        "apps.brochure.site.certificate=arn:aws:acm:eu-west-1:123456789012:certificate/1",
                                        "apps.brochure.site.headers./*.values=X-One 1"))))
                .hasMessageContaining("307")
                .hasMessageContaining("does not begin with /")
                .hasMessageContaining("is no certificate of us-east-1, and CloudFront takes no other")
                .hasMessageContaining("is no header");
    }

    private static SitePlan site(StaticSite json) {
        return plan(app(List.of(STATIC), json, web())).apps().get(0).site().orElseThrow();
    }

    private static List<Finding> findings(StaticSite json) {
        HerokuApp app = app(List.of(STATIC), json, web());
        Inventory bare = inventory(app);
        return Planner.plan(
                        new Inventory(
                                bare.schemaVersion(),
                                bare.auditedAt(),
                                bare.source(),
                                List.of(SketchedApp.called("brochure")
                                        .buildpacks(app.buildpacks())
                                        .processes(app.processes())
                                        .code(app.repository())
                                        .app()),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        Optional.empty())
                .findings();
    }

    private static ProcessType web() {
        return Inventories.process("web", "bin/boot", 1, "basic");
    }

    private static MigrationPlan plan(HerokuApp app) {
        return Planner.plan(inventory(app), Optional.empty());
    }

    private static Inventory inventory(HerokuApp app) {
        return Inventories.inventory(List.of(app), List.of(), List.of(), List.of());
    }

    private static HerokuApp app(List<String> buildpacks, @Nullable StaticSite json, ProcessType... processes) {
        RepositoryFacts facts = json == null ? null : facts(json);
        return SketchedApp.called("brochure")
                .buildpacks(buildpacks)
                .processes(List.of(processes))
                .settings(List.of(Inventories.setting("API_URL", ConfigVar.Kind.PLAIN, 20, false, null)))
                .code(facts)
                .app();
    }

    private static RepositoryFacts facts(StaticSite json) {
        return new RepositoryFacts(
                        "static", List.of(), List.of(), null, null, null, null, null, null, Map.of(), List.of(),
                        List.of(), null, false, false, false, null, null, null, null, null, null, null, null, null,
                        List.of(), List.of(), null)
                .withNeeds(new CodeNeeds(
                        List.of(), List.of(), null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null,
                        null, List.of(), null, null, List.of(), null, json, null, null, null));
    }
}
