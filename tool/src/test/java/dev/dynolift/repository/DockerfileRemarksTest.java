package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.ImageRecipe;
import dev.dynolift.inventory.ImageRemark;
import dev.dynolift.inventory.ImageRemark.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remarked on a Dockerfile of somebody else's, and what is not. */
class DockerfileRemarksTest {

    @TempDir
    Path folder;

    @BeforeEach
    void something_is_ignored() throws IOException {
        Files.writeString(folder.resolve(".dockerignore"), ".git\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "FROM ruby | UNPINNED_BASE:1:ruby",
                "FROM ruby:latest | UNPINNED_BASE:1:ruby:latest",
                "ARG V=latest;FROM ruby:${V} | UNPINNED_BASE:2:ruby:latest",
                "FROM localhost:5000/ruby AS one;FROM one | UNPINNED_BASE:1:localhost:5000/ruby",
                "FROM --platform=linux/amd64 ruby:3.3 | FIXED_PLATFORM:1:linux/amd64",
                "FROM ruby:3.3;ARG RAILS_MASTER_KEY | SECRET_ARGUMENT:2:RAILS_MASTER_KEY",
                "FROM ruby:3.3;ENV A=b API_KEY=\"a b\" | SECRET_ARGUMENT:2:API_KEY",
                "FROM ruby:3.3;ENV API_KEY abc def | SECRET_ARGUMENT:2:API_KEY",
                "FROM ruby:3.3;COPY a .env /app/ | SECRET_FILE:2:.env",
                "FROM ruby:3.3;COPY [\"config/master.key\", \"/app/\"] | SECRET_FILE:2:config/master.key",
                "FROM ruby:3.3;CMD puma -p $PORT | SHELL_COMMAND:2:",
                "FROM ruby:3.3;ENTRYPOINT ./start.sh;CMD [\"puma\"] | SHELL_ENTRYPOINT:2:is a line for a shell",
                "FROM ruby:3.3;RUN cat <<EOF > a;FROM ruby;EOF;USER app | ##",
                "FROM ruby:3.3@sha256:0c0ffee | ##",
                "FROM scratch | ##",
                "FROM ruby:3.3;RUN a \\;# no comment ends it;  && b \\;;  && c;CMD exec puma | ##",
                "FROM ruby:3.3;ARG SECRET_KEY_BASE_DUMMY=1;ENV RAILS_ENV=production | ##",
                "FROM ruby:3.3;ENV SECRET_KEY_BASE=for-the-build-only | ##",
                "FROM ruby:3.3;COPY .env.example /app/ | ##",
                "FROM --platform=$BUILDPLATFORM ruby:3.3 | ##",
                "FROM ruby:3.3;CMD [\"puma\"] | ##"
            })
    void a_line_is_remarked_on_where_it_stands(String lines, String remarks) throws IOException {
        assertThat(remarks(lines.replace(';', '\n') + "\nEXPOSE 3000\n")).isEqualTo(remarks);
    }

    @Test
    void a_port_that_nobody_tells_of() throws IOException {
        assertThat(remarks("FROM ruby:3.3\nRUN a\n")).isEqualTo(Kind.NO_PORT + ":1:");
        assertThat(remarks("FROM ruby:3.3\nCMD [\"sh\", \"-c\", \"exec puma -p $PORT\"]\n"))
                .isEmpty();
    }

    @Test
    void everything_in_the_checkout_is_copied_only_where_nothing_is_ignored() throws IOException {
        String text = "FROM ruby:3.3\nEXPOSE 1\nCOPY --chown=1:1 . /app\n";
        assertThat(remarks(text)).isEmpty();
        Files.delete(folder.resolve(".dockerignore"));
        assertThat(remarks(text)).isEqualTo(Kind.NO_IGNORE_FILE + ":3:");
        assertThat(remarks("FROM ruby:3.3\nEXPOSE 1\nCOPY app.rb /app/\nCOPY --from=ruby:3.3 . /x\n"))
                .isEmpty();
    }

    @Test
    void what_the_last_stage_is_stays_known() throws IOException {
        ImageRecipe recipe =
                recipe("FROM node:22 AS base\nUSER node\nEXPOSE 80\nFROM base\nRUN <<EOF\nUSER root\nEOF\n");

        assertThat(recipe.user()).isEqualTo("node");
        assertThat(recipe.ports()).isEqualTo(List.of("80"));
        assertThat(recipe.base()).isEqualTo("node:22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "[\"bundle\", \"exec\", \"puma\", \"-C\", \"config/puma.rb\"] | bundle exec puma -C config/puma.rb",
                "[\"sh\", \"-c\", \"exec puma -p $PORT\"] | exec puma -p $PORT",
                "[\"bin/say\", \"two \\\"words\\\"\", \"it's\"] | bin/say 'two \"words\"' 'it'\\''s'",
                "puma -p $PORT | puma -p $PORT"
            })
    void a_command_is_a_line_for_a_shell_as_those_of_process_types_are(String written, String line) throws IOException {
        assertThat(recipe("FROM ruby:3.3\nCMD " + written + "\n").command()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/bin/start.sh, exec node i.js, true",
        "/usr/local/bin/start.sh, exec node i.js, true",
        "./bin/start.sh, 'exec \"$@\"', false",
        "./bin/start.sh, '[ $1 = web ] && exec node i.js', false",
        "./bin/other.sh, exec node i.js, false"
    })
    void an_entrypoint_s_script_that_passes_no_command_on(String entrypoint, String line, boolean ignores)
            throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/start.sh"), "#!/bin/sh\n" + line + "\n");

        assertThat(remarks("FROM ruby:3.3\nEXPOSE 1\nCOPY bin/start.sh /usr/local/bin/\nENTRYPOINT [\"" + entrypoint
                        + "\"]\n"))
                .isEqualTo(
                        ignores ? Kind.SHELL_ENTRYPOINT + ":4:starts bin/start.sh, which ignores its arguments" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "RUN a;ENTRYPOINT [\"puma\"] | with-settings.sh, curl, jq",
                "RUN apt-get install curl libjq-dev;ENTRYPOINT [\"/bin/with-settings.sh\", \"puma\"] | jq",
                "RUN apk add curl jq;ENTRYPOINT [\"with-settings.sh\"] | -"
            })
    void what_a_script_that_fetches_settings_lacks(String lines, String lacking) throws IOException {
        assertThat(recipe("FROM ruby:3.3\n" + lines.replace(';', '\n')).remarks(Kind.NO_SETTINGS_SCRIPT))
                .extracting(ImageRemark::detail)
                .isEqualTo(lacking == null ? List.of() : List.of(lacking));
    }

    private String remarks(String text) throws IOException {
        return String.join(
                " ",
                recipe(text).remarks().stream()
                        .filter(remark -> remark.kind() != Kind.NO_SETTINGS_SCRIPT)
                        .map(remark -> remark.kind() + ":" + remark.line() + ":" + remark.detail())
                        .toList());
    }

    private ImageRecipe recipe(String text) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), text);
        return Objects.requireNonNull(
                RepositoryReader.read(folder).facts().needs().image());
    }
}
