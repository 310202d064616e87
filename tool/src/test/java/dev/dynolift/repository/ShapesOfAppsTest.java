package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.RepositoryFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes that real apps have and that were read wrongly once. */
class ShapesOfAppsTest {

    @TempDir
    Path folder;

    @Test
    void a_python_app_with_assets_by_node_is_a_python_app() throws IOException {
        write("package.json", "{\"scripts\": {\"build\": \"vite build\"}}");
        write("requirements.txt", "django==5.0\n");
        assertThat(facts().language()).isEqualTo("node");

        write("Procfile", "web: newrelic-admin run-program gunicorn shop.wsgi\n");
        assertThat(facts().language()).isEqualTo("python");

        write("Procfile", "web: bin/serve\n");
        write("app.json", """
                {"buildpacks": [{"url": "heroku/nodejs"},
                                {"url": "https://github.com/someone/heroku-buildpack-python.git#v2"}]}
                """);
        assertThat(facts().language()).isEqualTo("python");

        write(".buildpacks", "https://github.com/someone/heroku-buildpack-ssh\nheroku/nodejs\n");
        assertThat(facts().language()).isEqualTo("node");
    }

    private RepositoryFacts facts() {
        return RepositoryReader.read(folder).facts();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
