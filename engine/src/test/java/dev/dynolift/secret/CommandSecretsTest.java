package dev.dynolift.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandSecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    curl -H "Authorization: Bearer PLANTED9abc" https://x.example/a | curl -H "Authorization: Bearer [secret]" https://x.example/a
                    curl -H 'X-Api-Key: PLANTED9' https://x.example         | curl -H 'X-Api-Key: [secret]' https://x.example
                    TOKEN=PLANTED9 bin/y                                    | TOKEN=[secret] bin/y
                    env A=1 DB_PASSWORD="PLANTED9 two" bin/y                | env A=1 DB_PASSWORD="[secret]" bin/y
                    curl https://x.example/run?job=a&token=PLANTED9         | curl https://x.example/run?job=a&token=[secret]
                    curl -u robot:PLANTED9 https://x.example                | curl -u robot:[secret] https://x.example
                    psql postgres://u:PLANTED9@db.example/x                 | psql postgres://[secret]@db.example/x
                    bin/sync --api-key PLANTED9 --full                      | bin/sync --api-key [secret] --full
                    bin/sync --token=PLANTED9                               | bin/sync --token=[secret]
                    notify sk_live_PLANTED9abcd now                         | notify [secret] now
                    """)
    void takes_the_secret_out_and_leaves_the_rest(String command, String masked) {
        assertThat(CommandSecrets.masked(command)).isEqualTo(masked);
        assertThat(CommandSecrets.masked(masked)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle exec puma -C config/puma.rb",
                "npx serve@14.2.1 -s build",
                "rake token:refresh keys:rotate",
                "SECRET_KEY_BASE_DUMMY=1 bin/rails assets:precompile",
                "curl -H \"Authorization: Bearer $TOKEN\" https://x.example/?token=$TOKEN",
                "PASSWORD=${ADMIN_PASSWORD} bin/y --token \"$TOKEN\"",
                "bin/rails server -p ${PORT:-5000} -e $RAILS_ENV",
                "createdb --no-password crema",
                "bin/x --key-file config/a.pem",
            })
    void leaves_commands_without_one_alone(String command) {
        assertThat(CommandSecrets.masked(command)).isEqualTo(command);
    }

    @Test
    void takes_no_time_for_hostile_commands() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String part : new String[] {"a", "-", "=", "\"", "x:", "://", "KEY=", "--token ", " "}) {
                CommandSecrets.masked(part.repeat(200_000));
            }
        });
    }
}
