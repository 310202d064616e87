package dev.dynolift.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.event.EventListener;
import dev.dynolift.heroku.AnswerListener;
import dev.dynolift.heroku.CaptureFolder;
import dev.dynolift.heroku.HerokuAnswer;
import dev.dynolift.heroku.HerokuApi;
import dev.dynolift.heroku.HerokuHosts;
import dev.dynolift.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the stand-in answers is what Heroku publishes about its answers. */
class HerokuSchemaTest {

    @Test
    void every_answer_of_the_small_capture_keeps_to_herokus_schema() throws Exception {
        assertThat(differences(Captures.of("roast"))).isEmpty();
    }

    @Test
    void every_answer_of_the_example_keeps_to_herokus_schema() throws Exception {
        assertThat(differences(Path.of("..", "examples", "crema", "heroku"))).isEmpty();
    }

    @Test
    void every_answer_of_the_rare_shapes_keeps_to_herokus_schema() throws Exception {
        assertThat(differences(Captures.of("rare"))).isEmpty();
    }

    @Test
    void a_difference_is_found() throws Exception {
        HerokuSchema schema = HerokuSchema.platform();
        JsonNode shape = schema.of("/apps/crema/formation").orElseThrow();
        ObjectNode process = new JsonMapper().createObjectNode();
        process.put("quantity", "two")
                .put("type", "web page")
                .put("colour", "red")
                .put("id", "7");

        List<String> differences =
                schema.differences(shape, new JsonMapper().createArrayNode().add(process));

        assertThat(differences).hasSize(4);
        assertThat(differences.toString()).contains("quantity", "does not match", "not in the schema", "no uuid");
    }

    private static List<String> differences(Path capture) throws IOException {
        HerokuSchema platform = HerokuSchema.platform();
        HerokuSchema data = HerokuSchema.data();
        List<String> differences = new ArrayList<>();
        int checked = 0;
        try (HerokuStandIn standIn = HerokuStandIn.start(capture, 3)) {
            HerokuApi api = new HerokuApi(
                    HerokuHosts.all(standIn.address()), new Secret("HRKU-x"), EventListener.NONE, AnswerListener.NONE);
            for (HerokuAnswer stored : CaptureFolder.read(capture)) {
                if (stored.status() != 200) {
                    continue;
                }
                Optional<JsonNode> ofPlatform = platform.of(stored.path());
                Optional<JsonNode> ofData = data.of(stored.path());
                if (ofPlatform.isEmpty() && ofData.isEmpty()) {
                    continue;
                }
                HerokuSchema schema = ofPlatform.isPresent() ? platform : data;
                JsonNode answer = stored.body().isArray() ? api.list(stored.path()) : api.object(stored.path());
                schema.differences(ofPlatform.or(() -> ofData).orElseThrow(), answer)
                        .forEach(difference -> differences.add(stored.path() + " " + difference));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(25);
        return differences;
    }
}
