package dev.dynolift.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a cutover changes at Heroku: each answer keeps to Heroku's schema, and later answers show the change. */
class ChangesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private HerokuStandIn standIn;
    private HerokuSchema schema;

    @BeforeEach
    void start() throws Exception {
        standIn = HerokuStandIn.start(Captures.of("roast"));
        schema = HerokuSchema.platform();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    @Test
    void switches_maintenance_on_and_off() throws Exception {
        JsonNode on = patch("/apps/roast", "{\"maintenance\": true}", "/apps/roast");

        assertThat(on.path("maintenance").asBoolean()).isTrue();
        assertThat(get("/apps/roast").path("maintenance").asBoolean()).isTrue();
        patch("/apps/roast", "{\"maintenance\": false}", "/apps/roast");
        assertThat(get("/apps/roast").path("maintenance").asBoolean()).isFalse();
    }

    @Test
    void scales_several_processes_at_once_or_one() throws Exception {
        patch(
                "/apps/roast/formation",
                "{\"updates\": [{\"type\": \"web\", \"quantity\": 0}, {\"type\": \"worker\", \"quantity\": 0}]}",
                "/apps/roast/formation");
        patch("/apps/roast/formation/web", "{\"quantity\": 3}", "/apps/roast/formation/web");

        for (JsonNode process : get("/apps/roast/formation")) {
            switch (process.path("type").asString()) {
                case "web" -> assertThat(process.path("quantity").asInt()).isEqualTo(3);
                case "worker" -> assertThat(process.path("quantity").asInt()).isZero();
                default -> assertThat(process.path("quantity").isInt()).isTrue();
            }
        }
    }

    @Test
    void each_change_of_settings_makes_a_release() throws Exception {
        int releases = get("/apps/roast/releases").size();

        JsonNode settings =
                patch("/apps/roast/config-vars", "{\"NEW_ONE\": \"a\", \"RACK_ENV\": null}", "/apps/roast/config-vars");

        assertThat(settings.has("NEW_ONE")).isTrue();
        assertThat(settings.has("RACK_ENV")).isFalse();
        JsonNode after = get("/apps/roast/releases");
        assertThat(after.size()).isEqualTo(releases + 1);
        JsonNode newest = after.get(after.size() - 1);
        assertThat(newest.path("version").asInt()).isEqualTo(12);
        assertThat(newest.path("current").asBoolean()).isTrue();
        assertThat(schema.differences(schema.of("/apps/roast/releases").orElseThrow(), after))
                .isEmpty();
    }

    @Test
    void starts_a_one_off_dyno_that_runs_when_somebody_attaches() throws Exception {
        standIn.letDynosRun("roast", (command, output) -> output.write(("ran " + command).getBytes("UTF-8")));

        HttpResponse<String> answer = send("POST", "/apps/roast/dynos", "{\"command\": \"true\", \"attach\": true}");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode dyno = JSON.readTree(answer.body());
        assertThat(schema.differences(schema.of("/apps/roast/dynos/run.1").orElseThrow(), dyno))
                .isEmpty();
        URI place = URI.create(dyno.path("attach_url").asString());
        assertThat(place.getScheme()).isEqualTo("rendezvous");
        assertThat(attached(place, place.getPath().substring(1))).isEqualTo("rendezvous\r\nran true");
        assertThat(attached(place, place.getPath().substring(1)))
                .as("each is attached once")
                .isEmpty();
        assertThat(send("POST", "/apps/roast-staging/dynos", "{\"command\": \"true\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("POST", "/apps/nobody/dynos", "{\"command\": \"true\"}").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/apps/roast/dynos", "{}").statusCode()).isEqualTo(422);
    }

    @Test
    void refuses_what_heroku_refuses() throws Exception {
        assertThat(send("PATCH", "/apps/nobody", "{\"maintenance\": true}").statusCode())
                .isEqualTo(404);
        assertThat(send("PATCH", "/apps/roast", "{\"maintenance\": 1}").statusCode())
                .isEqualTo(422);
        assertThat(send("PATCH", "/apps/roast/config-vars", "{\"A\": 5}").statusCode())
                .isEqualTo(422);
        assertThat(send("PATCH", "/apps/roast/formation", "{\"updates\": [{\"type\": \"none\", \"quantity\": 1}]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PATCH", "/apps/roast", "{").statusCode()).isEqualTo(400);
    }

    private static String attached(URI place, String word) throws IOException {
        try (Socket socket = new Socket(place.getHost(), place.getPort())) {
            socket.getOutputStream().write((word + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(send("GET", path, "").body());
    }

    /** @param shape the path whose GET has the same answer */
    private JsonNode patch(String path, String body, String shape) throws Exception {
        HttpResponse<String> answer = send("PATCH", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(schema.differences(schema.of(shape).orElseThrow(), json)).isEmpty();
        return json;
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(standIn.address() + path))
                .header("Accept", "application/vnd.heroku+json; version=3")
                .header("Authorization", "Bearer x")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
