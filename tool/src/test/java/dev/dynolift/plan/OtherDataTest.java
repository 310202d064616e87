package dev.dynolift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.HerokuApp;
import dev.dynolift.inventory.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that is moved by hand stops the move until somebody says that it is seen to. */
class OtherDataTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "jawsdb, MySQL",
        "cleardb, MySQL",
        "mongolab, MongoDB",
        "ormongo, MongoDB",
        "cloudamqp, RabbitMQ",
        "heroku-kafka, Kafka"
    })
    void each_has_a_runbook(String service, String heading) throws Exception {
        Blocker blocker = blockers(inventory(service)).get(0);

        assertThat(blocker.name()).isEqualTo("data-by-hand crema " + service + "-1");
        assertThat(blocker.finding().what()).contains(heading);
        assertThat(blocker.finding().next()).contains(OtherData.PAGE + "#" + heading.toLowerCase(Locale.ROOT));
        assertThat(Files.readString(Path.of("..").resolve(OtherData.PAGE))).contains("\n## " + heading + "\n1. ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blockers.data-by-hand crema heroku-kafka-1.accepted=true",
                "apps.crema.addons.heroku-kafka-1.strategy=keep"
            })
    void stops_until_it_is_accepted_or_stays(String decision) {
        Inventory inventory = inventory("heroku-kafka");
        Path file = folder.resolve(PlanFile.NAME);
        Replanning.of(inventory, Optional.empty(), PlanSettings.NONE).write(file);

        Replanning decided =
                Replanning.of(inventory, Optional.of(file), new PlanSettings(Optional.empty(), List.of(decision)));

        assertThat(decided.plan().openBlockers()).isEmpty();
    }

    @Test
    void a_cache_that_forgets_stops_nothing() {
        assertThat(blockers(inventory("memcachier"))).isEmpty();
    }

    private static List<Blocker> blockers(Inventory inventory) {
        return Planner.plan(inventory, Optional.empty()).openBlockers();
    }

    private static Inventory inventory(String service) {
        HerokuApp app = Inventories.app(
                "crema", "production", List.of(Inventories.process("web", "bin/web", 1, "basic")), List.of());
        return Inventories.inventory(
                List.of(app),
                List.of(),
                List.of(),
                List.of(Inventories.addon(service + "-1", service, "standard", "crema")));
    }
}
