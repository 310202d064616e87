package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.RepositoryFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Ruby an app gets, by its Gemfile and the files beside it. */
class RubyVersionTest {

    @TempDir
    Path folder;

    @Test
    void a_ruby_version_in_a_file_is_better_than_where_a_range_starts() throws IOException {
        write("Gemfile", "ruby '~> 3.1.0'\n");
        assertThat(facts().rubyVersion()).isEqualTo("3.1.0");

        write("Gemfile", "ruby '>= 2.5'\n");
        assertThat(facts().rubyVersion()).isNull();
        assertThat(facts().needs().oldestRuby()).isEqualTo("2.5");

        write(".ruby-version", "3.3.6\n");
        assertThat(facts().rubyVersion()).isEqualTo("3.3.6");
        assertThat(facts().needs().oldestRuby()).isNull();

        write("Gemfile", "ruby '3.2.2'\n");
        assertThat(facts().rubyVersion()).isEqualTo("3.2.2");
    }

    @Test
    void a_gemfile_with_an_upper_bound_gets_no_newer_ruby() throws IOException {
        Map<String, String> rubies = Map.of(
                "ruby '>= 2.6', '< 3.2'", "3.1",
                "ruby '< 3.2', '>= 2.6'", "3.1",
                "ruby('>= 2.7.3', '< 2.8')", "2.7",
                "ruby '>= 2.6.3', '< 3'", "2.6.3",
                "ruby '>= 2.5', '<= 3.0.6'", "3.0.6",
                "ruby '< 3.2.4'", "3.2.3",
                "ruby '~> 2.7', '>= 2.7.2'", "2.7");
        for (Map.Entry<String, String> one : rubies.entrySet()) {
            write("Gemfile", one.getKey() + "\n");

            assertThat(facts().rubyVersion()).as(one.getKey()).isEqualTo(one.getValue());
        }
    }

    private RepositoryFacts facts() {
        return RepositoryReader.read(folder).facts();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void a_bound_that_is_no_version_of_ruby_is_passed_over() throws IOException {
        write("Gemfile", "ruby '>= 2.6', '< 99999999999999.1'\n");

        assertThat(facts().needs().oldestRuby()).isEqualTo("2.6");
    }
}
