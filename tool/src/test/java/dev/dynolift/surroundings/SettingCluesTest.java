package dev.dynolift.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynolift.inventory.SettingTarget.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingCluesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "API_URL       | https://user:PLANTED9@api.crema.example:8443/PLANTED9?x=PLANTED9 | HOST | api.crema.example",
                "LEGACY_DB     | postgres://u:p@ss/PLANTED9#@db.example.com:5432/x | HOST | db.example.com",
                "UPSTREAM      | https://u:PLANTED9?x/y@api.crema.example/v1 | HOST | api.crema.example",
                "FILES         | s3://AKIAPLANTED:PLANTED9@crema-assets/x | BUCKET | crema-assets",
                "SMTP_HOST     | smtp.sendgrid.net | HOST | smtp.sendgrid.net",
                "S3_BUCKET     | crema-uploads | BUCKET | crema-uploads",
                "ASSETS        | https://crema-assets.s3.eu-west-1.amazonaws.com/x | BUCKET | crema-assets",
                "ASSETS        | https://s3.amazonaws.com/crema-assets/x | BUCKET | crema-assets",
                "ASSETS        | s3://crema-assets/x | BUCKET | crema-assets",
                "ASSETS        | arn:aws:s3:::crema-assets/* | BUCKET | crema-assets",
                "ORDERS        | https://sqs.eu-west-1.amazonaws.com/123456789012/orders | QUEUE | orders",
                "NEWS          | arn:aws:sns:eu-west-1:123456789012:news | TOPIC | news",
                "SESSIONS_TABLE| sessions | TABLE | sessions",
                "SEARCH        | https://search-crema-abcdefghijklmnopqrstuv.eu-west-1.es.amazonaws.com | SEARCH_DOMAIN | crema",
                "OTHER_DB      | postgres://u:PLANTED9@crema.abc123.eu-west-1.rds.amazonaws.com/x | DATABASE | crema",
                "AWS_ACCESS_KEY_ID | AKIAIOSFODNN7EXAMPLE | IAM_USER | AKIAIOSFODNN7EXAMPLE",
                "HOOK          | arn:aws:lambda:eu-west-1:123456789012:function:x | OTHER_ON_AWS | lambda",
            })
    void recognizes(String setting, String value, Kind kind, String text) {
        SettingClues clues = new SettingClues();

        clues.learn("crema", setting, value);

        assertThat(clues.all()).singleElement().satisfies(clue -> {
            assertThat(clue.kind()).isEqualTo(kind);
            assertThat(clue.text()).isEqualTo(text);
            assertThat(clue.toString()).isEqualTo("SettingClue[crema " + setting + ", " + kind + "]");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS_REGION | eu-west-1 | eu-west-1",
                "FOG_REGION | ap-southeast-2 | ap-southeast-2",
                "ASSETS     | https://crema-assets.s3.eu-central-1.amazonaws.com/x | eu-central-1",
                "ASSETS     | https://s3-us-west-2.amazonaws.com/crema/x | us-west-2",
                "ORDERS     | https://sqs.eu-west-3.amazonaws.com/123456789012/orders | eu-west-3",
                "OTHER_DB   | postgres://u:p@crema.abc123.ca-central-1.rds.amazonaws.com/x | ca-central-1",
                "NEWS       | arn:aws:sns:sa-east-1:123456789012:news | sa-east-1",
                "REGION     | europe |",
                "AWS_REGION | cn-north-1 |",
                "TEXT       | we-east-1 eu-west-1 |",
            })
    void knows_which_regions_settings_name(String setting, String value, String region) {
        SettingClues clues = new SettingClues();

        clues.learn("crema", setting, value);

        assertThat(clues.regions()).isEqualTo(region == null ? Set.of() : Set.of(region));
    }

    @Test
    void recognizes_each_of_a_list_of_addresses() {
        for (String list : List.of(
                "https://a.example,https://b.example",
                "https://a.example, https://b.example",
                "https://a.example https://b.example",
                "first=https://a.example;second=https://b.example",
                "[\"https://a.example\", \"https://b.example/x\"]",
                "{\"api\": \"https://a.example\", \"web\": \"https://b.example\", \"text\": \"see https://c.example\"}")) {
            SettingClues clues = new SettingClues();

            clues.learn("crema", "ORIGINS", list);

            assertThat(clues.all()).as(list).extracting(SettingClue::text).containsExactly("a.example", "b.example");
        }
    }

    @Test
    void what_an_add_on_answers_at_is_the_add_on() {
        SettingClues clues = new SettingClues();
        clues.learn("crema", "SEARCH", "https://u:p@search-1.bonsai.example/x");
        clues.learn("crema", "PGHOST", "abc.cluster-1.eu-west-1.rds.amazonaws.com");
        clues.learn("roast", "SEARCH", "https://u:p@search-1.bonsai.example/x");

        clues.ofAddon("crema", "https://v:w@Search-1.bonsai.example");
        clues.dataService("crema", "PGHOST", "postgresql-round-1", "abc.cluster-1.eu-west-1.rds.amazonaws.com");

        assertThat(clues.all())
                .extracting(SettingClue::app, SettingClue::kind, SettingClue::text)
                .containsExactly(
                        tuple("roast", Kind.HOST, "search-1.bonsai.example"),
                        tuple("crema", Kind.DATA_SERVICE, "postgresql-round-1"));
    }

    @Test
    void leaves_other_values_alone() {
        SettingClues clues = new SettingClues();
        clues.learn("crema", "STRIPE_SECRET_KEY", "sk_live_PLANTED9");
        clues.learn("crema", "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        clues.learn("crema", "LOG_LEVEL", "debug");
        clues.learn("crema", "BIG", "https://a.example/".repeat(2000));
        clues.learn("crema", "ODD", "http://[::bad");
        clues.learn("crema", "ODD_LOGIN", "https://planted9.token#x@api.crema.example/v1");
        clues.learn("crema", "ROBOTS_TXT", "User-agent: *\nSitemap: https://www.crema.example");
        clues.learn("crema", "NOTICE", "See https://www.crema.example for more");
        clues.learn("crema", "CACHE", "redis://127.0.0.1:6379");
        clues.learn("crema", "BIND_HOST", "app.localhost");

        assertThat(clues.all()).isEmpty();
    }
}
