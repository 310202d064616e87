package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.dynolift.error.DynoliftException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClonedRepositoryTest {

    @TempDir
    Path folder;

    @Test
    void tells_a_url_from_a_folder() {
        assertThat(List.of("https://github.com/a/b", "git@github.com:a/b.git", "ssh://git@host/a", "file:///a"))
                .allMatch(ClonedRepository::isUrl);
        assertThat(List.of(".", "/home/eva/shop", "shop", "C:\\shop", "--upload-pack=x", "ext::sh -c x"))
                .noneMatch(ClonedRepository::isUrl);
    }

    @Test
    void fetches_the_newest_commit_and_leaves_nothing_behind() throws Exception {
        Path origin = Files.createDirectories(folder.resolve("roast.git"));
        Files.writeString(origin.resolve("Procfile"), "web: puma\n");
        git(origin, "init", "-q");
        git(origin, "add", ".");
        git(origin, "-c", "user.name=Eva", "-c", "user.email=eva@example.com", "commit", "-q", "-m", "first");

        Path fetched;
        try (ClonedRepository clone = ClonedRepository.fetch(origin.toUri().toString())) {
            fetched = clone.folder();
            assertThat(clone.name()).isEqualTo("roast");
            assertThat(RepositoryReader.read(fetched).facts().procfile()).containsEntry("web", "puma");
            assertThat(RepositoryReader.read(fetched).facts().commit()).matches("[0-9a-f]{40}");
        }
        assertThat(fetched.getParent()).doesNotExist();
    }

    @Test
    void sends_a_login_as_a_header_and_never_tells_it() throws Exception {
        List<String> logins = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url =
                    "http://eva:PLANTED9%2Fx@127.0.0.1:" + server.getAddress().getPort() + "/a/b.git";

            assertThatThrownBy(() -> ClonedRepository.fetch(url))
                    .isInstanceOf(DynoliftException.class)
                    .hasMessageContaining("/a/b.git")
                    .satisfies(e -> assertThat(e.toString() + e.getMessage()).doesNotContain("PLANTED9"));
            String header =
                    "Basic " + Base64.getEncoder().encodeToString("eva:PLANTED9/x".getBytes(StandardCharsets.UTF_8));
            assertThat(logins).isNotEmpty().containsOnly(header);
        } finally {
            server.stop(0);
        }
    }

    private static void git(Path place, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", place.toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
