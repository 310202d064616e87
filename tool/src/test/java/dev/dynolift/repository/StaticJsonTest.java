package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Finding;
import dev.dynolift.inventory.StaticSite;
import dev.dynolift.inventory.StaticSite.Headers;
import dev.dynolift.inventory.StaticSite.Redirect;
import dev.dynolift.inventory.StaticSite.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticJsonTest {

    @TempDir
    Path folder;

    @Test
    void all_that_the_buildpack_knows_is_read() throws IOException {
        StaticSite site = read("""
                {"root": "dist/", "clean_urls": true, "https_only": true, "error_page": "404.html",
                 "routes": {"/b/**": "b.html", "/a": "a.html"},
                 "redirects": {"/old": {"url": "/new"}, "/now": {"url": "https://crema.example/", "status": 302}},
                 "headers": {"/": {"Cache-Control": "no-store"}},
                 "proxies": {"/api/": {"origin": "${API_URL}"}},
                 "basic_auth": true, "debug": true}
                """).facts().needs().site();

        assertThat(site.root()).isEqualTo("dist/");
        assertThat(site.cleanUrls() && site.httpsOnly()).isTrue();
        assertThat(site.errorPage()).isEqualTo("404.html");
        assertThat(site.routes()).containsExactly(new Route("/b/**", "b.html"), new Route("/a", "a.html"));
        assertThat(site.redirects())
                .containsExactly(
                        new Redirect("/old", "/new", 301), new Redirect("/now", "https://crema.example/", 302));
        assertThat(site.headers()).containsExactly(new Headers("/", Map.of("Cache-Control", "no-store")));
        assertThat(site.proxies()).containsExactly("/api/");
        assertThat(site.others()).containsExactly("basic_auth");
    }

    @Test
    void an_empty_one_is_the_buildpacks_habit() throws IOException {
        assertThat(read("{}").facts().needs().site()).isEqualTo(StaticSite.USUAL);
    }

    @Test
    void what_is_of_no_known_shape_is_said_and_left_out() throws IOException {
        RepositoryReading reading = read(
                "{\"routes\": {\"/a\": 7}, \"redirects\": {\"/b\": {}}, \"headers\": {\"/c\": {\"X\": []}}, \"rout\": {}}");

        assertThat(reading.facts().needs().site().routes()).isEmpty();
        assertThat(reading.findings())
                .filteredOn(finding -> finding.subject().equals("static.json"))
                .extracting(Finding::what)
                .hasSize(4);
        assertThat(read("[1]").facts().needs().site()).isNull();
        assertThat(read("{").findings()).anyMatch(finding -> finding.what().equals("static.json is no JSON."));
    }

    private RepositoryReading read(String json) throws IOException {
        Files.writeString(folder.resolve("static.json"), json);
        return RepositoryReader.read(folder);
    }
}
