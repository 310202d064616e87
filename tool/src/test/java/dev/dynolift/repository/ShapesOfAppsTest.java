package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.Library;
import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.inventory.ServiceUse.Service;
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

    @Test
    void gems_that_heroku_does_not_install_are_left_out() throws IOException {
        write("Gemfile", """
                gem "rails"
                gem "pg"
                gem "listen", group: :development
                gem "docs", :group => :doc
                group :development, :test do
                  gem "sqlite3"
                  platforms :ruby do
                    gem "byebug"
                  end
                  gem "redis"
                end
                group :production do
                  gem "redis"
                end
                gem "kept", groups: [:test, :production]
                """);
        assertThat(facts().libraries())
                .extracting(Library::name)
                .contains("pg", "docs", "redis", "kept")
                .doesNotContain("sqlite3", "byebug", "listen");

        write("Gemfile.lock", """
                GEM
                  specs:
                    listen (3.9.0)
                    rails (7.1.3)
                    sqlite3 (1.7.3)
                    watcher (1.0.0)
                      listen (>= 3)
                """);
        assertThat(facts().libraries())
                .extracting(Library::name)
                .contains("listen", "watcher")
                .doesNotContain("sqlite3");
        assertThat(facts().needs().services()).noneMatch(use -> use.service() == Service.SQLITE);
    }

    @Test
    void a_requirement_that_stands_twice_counts_once() throws IOException {
        write("requirements.txt", "celery==5.2.7 ; python_version >= \"3.9\"\ncelery[redis]==5.2.7\nDjango==5.0\n");

        assertThat(facts().libraries()).extracting(Library::name).containsExactly("celery");
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
