package dev.dynolift.heroku;

import dev.dynolift.rest.BoundedStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Fetches what lies outside Heroku's API, without the login. */
final class Download {

    private Download() {}

    static InputStream of(HttpClient client, String address, long mostBytes, Duration time)
            throws IOException, InterruptedException {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IOException("Heroku gave no address", e);
        }
        boolean local = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
        if (!"https".equals(uri.getScheme()) && !local) {
            throw new IOException("Heroku gave no protected address");
        }
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(5))
                .header("User-Agent", "dynolift")
                .GET()
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("status " + answer.statusCode());
        }
        return new BoundedStream(answer.body(), mostBytes, "what Heroku sends").closedAfter(time);
    }
}
