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
                    docker login -u robot -p PLANTED9 registry.example && bin/y | docker login -u robot -p [secret] registry.example && bin/y
                    helm registry login r.example -u robot -pPLANTED9       | helm registry login r.example -u robot -p[secret]
                    curl -H 'Cookie: lang=en; session=PLANTED9' https://x.example | curl -H 'Cookie: [secret]' https://x.example
                    curl -b "session=PLANTED9" https://x.example            | curl -b "session=[secret]" https://x.example
                    ngrok authtoken PLANTED9                                | ngrok authtoken [secret]
                    ngrok config add-authtoken PLANTED9 && ngrok http 3000  | ngrok config add-authtoken [secret] && ngrok http 3000
                    ngrok http 3000 --authtoken PLANTED9                    | ngrok http 3000 --authtoken [secret]
                    openssl enc -d -aes-256-cbc -k PLANTED9 -in a.enc       | openssl enc -d -aes-256-cbc -k [secret] -in a.enc
                    openssl aes-256-cbc -d -k PLANTED9 -in a.enc            | openssl aes-256-cbc -d -k [secret] -in a.enc
                    openssl enc -pass pass:PLANTED9 -in a                   | openssl enc -pass pass:[secret] -in a
                    openssl rsa -passin pass:PLANTED9 -passout 'pass:PLANTED8' | openssl rsa -passin pass:[secret] -passout 'pass:[secret]'
                    vercel deploy --prod -t PLANTED9abcdefghij              | vercel deploy --prod -t [secret]
                    vault login hvs.PLANTED9abcd                            | vault login [secret]
                    npm config set //r.example/:_authToken=PLANTED9         | npm config set //r.example/:_authToken=[secret]
                    rake "import[PLANTED9abcdefghij8klm,full]"              | rake "import[[secret],full]"
                    bin/rails sync[full,PLANTED9abcdefghij8klm]             | bin/rails sync[full,[secret]]
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
                "docker login -u robot --password-stdin registry.example",
                "docker login -u robot -p $REGISTRY_PASSWORD registry.example",
                "docker run -p 3000:3000 --rm registry.example/login && docker compose -p login up",
                "curl -H 'Cookie: session=$SESSION' -b cookies.txt https://x.example",
                "bin/crawl --cookie consent=yes 'cookie: policy'",
                "ngrok http 3000 && ngrok config check",
                "openssl rand -hex 20; openssl enc -aes-256-cbc -k $KEY -in a -pass env:PASS",
                "openssl s_client -connect x.example:443 -keyout a.pem",
                "fly deploy -t 30s; vercel deploy -t production; codecov -t $TOKEN",
                "go test -t 20260101000000000 ./... && tar -t -f a",
                "rake import[2026-01-01,full] report[20260101T000000000Z] seed[ImportCustomersFromV2Files]",
                "bin/rails runner Report.run[1,2]",
            })
    void leaves_commands_without_one_alone(String command) {
        assertThat(CommandSecrets.masked(command)).isEqualTo(command);
    }

    @Test
    void takes_no_time_for_hostile_commands() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String part : new String[] {
                "a",
                "-",
                "=",
                "\"",
                "x:",
                "://",
                "KEY=",
                "--token ",
                " ",
                "docker login ",
                "rake ,a1",
                "'cookie:=",
                "openssl aes -"
            }) {
                CommandSecrets.masked(part.repeat(200_000));
            }
        });
    }
}
