package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticSitesTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/heroku/heroku-buildpack-static.git, true",
        "https://github.com/heroku/heroku-buildpack-static#v7, true",
        "heroku-community/static, true",
        "heroku/ruby, false",
        "https://github.com/example/heroku-buildpack-static-assets, false"
    })
    void an_app_that_serves_files_alone_is_told_of_the_bucket(String buildpack, boolean expected) {
        HerokuApp app = new HerokuApp(
                null,
                "brochure",
                "us",
                "heroku-24",
                "cedar",
                false,
                true,
                null,
                null,
                null,
                List.of("heroku/nodejs", buildpack),
                List.of(Inventories.process("web", "bin/boot", 1, "basic")),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null);

        MigrationPlan plan =
                Planner.plan(Inventories.inventory(List.of(app), List.of(), List.of(), List.of()), Optional.empty());

        assertThat(plan.findings().stream().anyMatch(finding -> finding.id().equals("files-alone")))
                .isEqualTo(expected);
    }
}
