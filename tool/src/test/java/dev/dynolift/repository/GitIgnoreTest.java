package dev.dynolift.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row was held against `git check-ignore`. */
class GitIgnoreTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    .env                  | .env                  | true
                    .env                  | app/.env              | true
                    .env                  | .env.production       | false
                    .env*                 | app/.env.production   | true
                    /config/master.key    | config/master.key     | true
                    /config/master.key    | app/config/master.key | false
                    config/*.key          | config/master.key     | true
                    config/*.key          | config/a/master.key   | false
                    config/               | config/a/master.key   | true
                    **/master.key         | master.key            | true
                    **/master.key         | config/a/master.key   | true
                    **/master.key         | config/amaster.key    | false
                    config/**/a.key       | config/a.key          | true
                    config/**/a.key       | config/x/y/a.key      | true
                    config/**/a.key       | config/xa.key         | false
                    config/**             | config/x/y/a.key      | true
                    secret?.pem           | secret1.pem           | true
                    secret?.pem           | secret.pem            | false
                    *.pem,!public.pem     | public.pem            | false
                    *.pem,!public.pem     | private.pem           | true
                    """)
    void decides_as_git_does(String lines, String file, boolean ignored) throws IOException {
        Files.writeString(folder.resolve(".gitignore"), lines.replace(',', '\n') + "\n");

        assertThat(GitIgnore.of(folder, "").ignores(file)).isEqualTo(ignored);
    }
}
