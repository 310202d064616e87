package dev.dynolift.heroku;

import dev.dynolift.secret.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The form of the few requests that are no GET. */
final class PlatformPost {

    private PlatformPost() {}

    static HttpRequest of(URI platform, String path, Secret token, JsonNode body, Duration longest) {
        return HttpRequest.newBuilder(platform.resolve(path))
                .timeout(longest)
                .header("Authorization", "Bearer " + token.reveal())
                .header("User-Agent", "dynolift")
                .header("Accept", Service.PLATFORM.accept())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
    }
}
