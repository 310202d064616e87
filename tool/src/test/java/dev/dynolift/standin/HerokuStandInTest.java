package dev.dynolift.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HerokuStandInTest {

    private static final String ACCEPT = "application/vnd.heroku+json; version=3";

    @TempDir
    Path folder;

    @Test
    void reports_everything_that_is_wrong_in_a_folder_at_once() throws Exception {
        Files.writeString(folder.resolve("broken.json"), "{\"path\": \"/a\", ");
        Files.writeString(folder.resolve("no-path.json"), "{\"body\": {}}");
        Files.writeString(folder.resolve("no-body.json"), "{\"path\": \"/b\"}");
        Files.writeString(folder.resolve("one.json"), "{\"path\": \"/c\", \"body\": {}}");
        Files.writeString(folder.resolve("two.json"), "{\"path\": \"/c\", \"body\": {}, \"status\": \"fine\"}");

        assertThatThrownBy(() -> HerokuStandIn.start(folder))
                .hasMessageContaining("broken.json")
                .hasMessageContaining("no-path.json")
                .hasMessageContaining("no-body.json")
                .hasMessageContaining("two.json");
    }

    @Test
    void refuses_a_folder_without_answers() {
        assertThatThrownBy(() -> HerokuStandIn.start(folder)).hasMessageContaining("no .json file");
        assertThatThrownBy(() -> HerokuStandIn.start(folder.resolve("absent")))
                .hasMessageContaining("cannot be listed");
    }

    @Test
    void answers_as_heroku_does_when_a_request_is_wrong() throws Exception {
        Files.writeString(
                folder.resolve("app.json"), "{\"path\": \"/apps/a\", \"body\": {\"id\": \"1\", \"name\": \"a\"}}");
        try (HerokuStandIn standIn = HerokuStandIn.start(folder)) {
            assertThat(send(standIn, "/apps/a", "GET", ACCEPT, "Bearer x").statusCode())
                    .isEqualTo(200);
            assertThat(send(standIn, "/apps/1", "GET", ACCEPT, "Bearer x").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> missing = send(standIn, "/apps/b", "GET", ACCEPT, "Bearer x");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body()).contains("\"id\":\"not_found\"");
            assertThat(send(standIn, "/apps/a", "GET", "text/html", "Bearer x").statusCode())
                    .isEqualTo(406);
            assertThat(send(standIn, "/apps/a", "GET", ACCEPT, "none").statusCode())
                    .isEqualTo(401);
            assertThat(send(standIn, "/apps/a", "DELETE", ACCEPT, "Bearer x").statusCode())
                    .isEqualTo(405);
            assertThat(standIn.requests()).hasSize(6);
        }
    }

    @Test
    void counts_the_rate_limit_down() throws Exception {
        Files.writeString(folder.resolve("app.json"), "{\"path\": \"/apps/a\", \"body\": {}}");
        try (HerokuStandIn standIn = HerokuStandIn.start(folder)) {
            send(standIn, "/apps/a", "GET", ACCEPT, "Bearer x");
            HttpResponse<String> second = send(standIn, "/apps/a", "GET", ACCEPT, "Bearer x");
            assertThat(second.headers().firstValue("RateLimit-Remaining"))
                    .hasValueSatisfying(
                            left -> assertThat(Integer.parseInt(left)).isBetween(4498, 4499));
        }
    }

    private static HttpResponse<String> send(
            HerokuStandIn standIn, String path, String method, String accept, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(standIn.address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", accept)
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
