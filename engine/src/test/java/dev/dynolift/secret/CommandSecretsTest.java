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
                    mysql -u root -pPLANTED9 x && bin/rails db:migrate      | mysql -u root -p[secret] x && bin/rails db:migrate
                    mysqldump -p'PLANTED9 two' x                            | mysqldump -p'[secret]' x
                    redis-cli -h x -a PLANTED9 ping                         | redis-cli -h x -a [secret] ping
                    sshpass -p PLANTED9 ssh x                               | sshpass -p [secret] ssh x
                    mongodump -u a -p PLANTED9 --gzip                       | mongodump -u a -p [secret] --gzip
                    curl https://x.example/cron?key=PLANTED9                | curl https://x.example/cron?key=[secret]
                    curl -d hi https://hooks.slack.com/services/T0/B0/PLANTED9 | curl -d hi https://hooks.slack.com/services/[secret]
                    curl https://api.telegram.org/bot12:PLANTED9/send?a=b   | curl https://api.telegram.org/[secret]?a=b
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
                "mysql -h db.example -P 3306 shop && ruby -p3000 x.rb",
                "mysqldump -p shop",
                "redis-cli -h x ping; tar -a -c x",
                "curl https://x.example/list?key=name&sort_key=price",
                "curl https://hooks.slack.com/services/$SLACK_PATH",
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
