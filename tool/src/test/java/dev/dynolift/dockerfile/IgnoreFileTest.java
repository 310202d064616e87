package dev.dynolift.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynolift.inventory.RepositoryFacts;
import dev.dynolift.repository.RepositoryReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoreFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                "client/.env",
                ".env.production",
                "client/.envrc",
                ".kamal/secrets",
                ".kamal/secrets.production",
                "gcp-service-account.json",
                "keys/my-service-account-1.json",
                ".aws/credentials",
                "home/.netrc",
                "certs/key.pem",
                "config/master.key",
                "config/application.yml",
                "client/node_modules/left/index.js",
                ".git/config",
            })
    void what_is_on_one_machine_alone_is_left_out(String file) throws IOException {
        assertThat(leftOut(Map.of("package.json", "{}"), file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public/assets/app.css",
                "log/index.js",
                "storage/s3.js",
                "features/a.js",
                "coverage/index.js",
                "test/fixtures.js",
                "vendor/certs/ca.pem",
                ".env.example",
                "entrypoint.sh",
                "with-settings.sh",
            })
    void what_is_in_git_is_in_the_image(String file) throws IOException {
        assertThat(leftOut(Map.of("package.json", "{}", ".gitignore", "*.sh\n"), file))
                .isFalse();
    }

    @Test
    void what_git_says_holds_in_every_folder_or_from_the_root() throws IOException {
        Map<String, String> files = Map.of(
                "package.json", "{}",
                ".gitignore", "secrets/\n/uploads/*\n!/uploads/.keep\n*.env\n# a comment\nlib/private\n",
                ".env.production", "NEXT_PUBLIC_SITE=https://shop.example\n",
                "certs/ca.pem", "-----BEGIN CERTIFICATE-----\n");

        for (String file : List.of("a/secrets/x", "secrets", "uploads/photo", "application.env", "lib/private/a")) {
            assertThat(leftOut(files, file)).as(file).isTrue();
        }
        for (String file :
                List.of("uploads/.keep", "a/uploads/b", ".env.production", "certs/ca.pem", "a/lib/private")) {
            assertThat(leftOut(files, file)).as(file).isFalse();
        }
        assertThat(leftOut(files, "certs/key.pem")).isTrue();
    }

    /** As Docker decides: the last pattern that matches the file, or a folder above it. */
    private boolean leftOut(Map<String, String> files, String file) throws IOException {
        Path code = Files.createTempDirectory(folder, "code");
        for (Map.Entry<String, String> each : files.entrySet()) {
            Path place = code.resolve(each.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, each.getValue());
        }
        RepositoryFacts facts = RepositoryReader.read(code).facts();
        boolean out = false;
        for (String line : IgnoreFile.text(facts).split("\n")) {
            boolean kept = line.startsWith("!");
            String pattern = line.substring(kept ? 1 : 0);
            if (!line.isEmpty() && !line.startsWith("#") && matches(pattern, file)) {
                out = !kept;
            }
        }
        return out;
    }

    private static boolean matches(String pattern, String file) {
        String expression = Pattern.compile("\\*\\*/|\\*\\*|\\*|[^*]+")
                .matcher(pattern)
                .replaceAll(part -> switch (part.group()) {
                    case "**/" -> "(?:.*/)?";
                    case "**" -> ".*";
                    case "*" -> "[^/]*";
                    default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                });
        return file.matches(expression + "(?:/.*)?");
    }
}
