package dev.dynolift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.dynolift.aws.LoginEvent.Kind;
import dev.dynolift.aws.LoginEvent.SecondFactor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class LoginHistoryReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final List<Duration> waits = new ArrayList<>();
    private RecordedCalls calls;

    @BeforeEach
    void start() throws IOException {
        calls = RecordedCalls.start();
    }

    @AfterEach
    void stop() {
        calls.close();
    }

    @Test
    void a_person_logs_in_takes_on_a_role_and_opens_a_shell() {
        calls.add("us-east-1", "ConsoleLogin", """
                {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','awsRegion':'us-east-1','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'IAMUser','userName':'mia','arn':'arn:aws:iam::123456789012:user/mia'},
                 'responseElements':{'ConsoleLogin':'Success'},'additionalEventData':{'MFAUsed':'Yes'}}""");
        calls.add("eu-west-1", "AssumeRole", """
                {'eventID':'2','eventTime':'2026-11-20T08:01:00Z','awsRegion':'eu-west-1','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'IAMUser','userName':'mia','arn':'arn:aws:iam::123456789012:user/mia'},
                 'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/crema-production-operator',
                  'serialNumber':'arn:aws:iam::123456789012:mfa/mia'},
                 'responseElements':{'credentials':{'sessionToken':'PLANTED9-token'}}}""");
        calls.add("eu-west-1", "ExecuteCommand", """
                {'eventID':'3','eventTime':'2026-11-20T08:02:00Z','awsRegion':'eu-west-1','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'AssumedRole','arn':'arn:aws:sts::123456789012:assumed-role/crema-production-operator/mia',
                  'sessionContext':{'sessionIssuer':{'userName':'crema-production-operator'},'attributes':{'mfaAuthenticated':'true'}}},
                 'requestParameters':{'cluster':'crema-production','container':'app','task':'arn:aws:ecs:eu-west-1:1:task/crema/0f9d',
                  'command':'psql PLANTED9-password'},
                 'responseElements':{'session':{'tokenValue':'PLANTED9'}}}""");

        LoginHistory history = read("eu-west-1");

        assertThat(history.events())
                .containsExactly(
                        new LoginEvent(
                                Instant.parse("2026-11-20T08:02:00Z"),
                                Kind.SHELL_OPENED,
                                "crema-production-operator as mia",
                                "203.0.113.7",
                                "crema-production app 0f9d",
                                SecondFactor.YES,
                                false,
                                "",
                                "eu-west-1"),
                        new LoginEvent(
                                Instant.parse("2026-11-20T08:01:00Z"),
                                Kind.ROLE_TAKEN,
                                "mia",
                                "203.0.113.7",
                                "crema-production-operator",
                                SecondFactor.YES,
                                false,
                                "",
                                "eu-west-1"),
                        new LoginEvent(
                                Instant.parse("2026-11-20T08:00:00Z"),
                                Kind.CONSOLE_LOGIN,
                                "mia",
                                "203.0.113.7",
                                "",
                                SecondFactor.YES,
                                false,
                                "",
                                "us-east-1"));
        assertThat(history.toString()).doesNotContain("PLANTED9");
        assertThat(history.complete()).isTrue();
    }

    /** As AWS's documentation of sign-in events says of the page that all regions share. */
    @Test
    void logins_that_the_common_page_notes_elsewhere_are_told_where_that_may_be_looked_at() {
        calls.add("eu-north-1", "ConsoleLogin", """
                {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','awsRegion':'eu-north-1','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'IAMUser','userName':'mia'},
                 'responseElements':{'ConsoleLogin':'Success'},'additionalEventData':{'MFAUsed':'Yes'}}""");
        calls.forbid("us-east-2");

        LoginHistory history = read("eu-west-1");

        assertThat(history.events())
                .singleElement()
                .extracting(LoginEvent::who, LoginEvent::region)
                .containsExactly("mia", "eu-north-1");
        assertThat(history.silent()).containsExactly("us-east-2");
        assertThat(history.complete()).isTrue();
    }

    @Test
    void what_was_refused_or_done_without_a_second_factor_stands_out() {
        calls.add("us-east-1", "ConsoleLogin", """
                {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','sourceIPAddress':'198.51.100.9','errorMessage':'Failed authentication',
                 'userIdentity':{'type':'IAMUser','userName':'HIDDEN_DUE_TO_SECURITY_REASONS'},
                 'responseElements':{'ConsoleLogin':'Failure'},'additionalEventData':{'MFAUsed':'No'}}""");
        calls.add("us-east-1", "ConsoleLogin", """
                {'eventID':'2','eventTime':'2026-11-20T07:00:00Z','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'Root','arn':'arn:aws:iam::123456789012:root'},
                 'responseElements':{'ConsoleLogin':'Success'},'additionalEventData':{'MFAUsed':'No'}}""");
        calls.add("us-east-1", "AssumeRole", """
                {'eventID':'3','eventTime':'2026-11-20T06:00:00Z','sourceIPAddress':'203.0.113.7','errorCode':'AccessDenied',
                 'errorMessage':'User is not authorized','userIdentity':{'type':'IAMUser','userName':'tom'},
                 'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/crema-production-break-glass'}}""");

        List<LoginEvent> events = read("us-east-1").events();

        assertThat(events)
                .extracting(LoginEvent::who, LoginEvent::failed, LoginEvent::why, LoginEvent::secondFactor)
                .containsExactly(
                        tuple("a name that does not exist", true, "Failed authentication", SecondFactor.NO),
                        tuple("root", false, "", SecondFactor.NO),
                        tuple("tom", true, "AccessDenied", SecondFactor.NO));
    }

    @Test
    void a_companys_own_login_asks_for_the_second_factor_itself() {
        calls.add("us-east-1", "AssumeRoleWithSAML", """
                {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'SAMLUser','userName':'mia@crema.example'},
                 'requestParameters':{'roleArn':'arn:aws:iam::123456789012:role/crema-production-viewer'}}""");

        assertThat(read("us-east-1").events()).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo("mia@crema.example");
            assertThat(event.secondFactor()).isEqualTo(SecondFactor.NOT_TOLD);
        });
    }

    @Test
    void who_switches_role_in_the_console_is_the_one_who_was_logged_in() {
        calls.add("us-east-1", "SwitchRole", """
                {'eventID':'1','eventTime':'2026-11-20T08:00:00Z','sourceIPAddress':'203.0.113.7',
                 'userIdentity':{'type':'AssumedRole','arn':'arn:aws:sts::123456789012:assumed-role/crema-production-operator/mia'},
                 'responseElements':{'SwitchRole':'Failure'},
                 'additionalEventData':{'SwitchFrom':'arn:aws:iam::123456789012:user/mia','RedirectTo':'https://console.aws.amazon.com'}}""");

        assertThat(read("us-east-1").events()).singleElement().satisfies(event -> {
            assertThat(event.who()).isEqualTo("mia");
            assertThat(event.what()).isEqualTo("crema-production-operator");
            assertThat(event.failed()).isTrue();
        });
    }

    @Test
    void services_are_counted_and_nothing_is_told_twice() {
        String service = "{'eventID':'%s','eventTime':'2026-11-20T08:00:00Z',"
                + "'userIdentity':{'type':'AWSService','invokedBy':'ecs-tasks.amazonaws.com'}}";
        calls.add("us-east-1", "AssumeRole", service.formatted(1));
        calls.add("us-east-1", "AssumeRole", service.formatted(2));
        calls.add("us-east-1", "AssumeRole", service.formatted(2));

        LoginHistory history = read("us-east-1");

        assertThat(history.events()).isEmpty();
        assertThat(history.services()).isEqualTo(2);
        // Three pages of one kind, one of each other, and logins to the console in three more regions.
        assertThat(calls.asked()).hasSize(Kind.values().length + 2 + 6);
    }

    @Test
    void every_kind_is_asked_for_where_people_work_and_where_they_log_in() {
        read("eu-west-1");

        assertThat(calls.asked())
                .hasSize(2 * Kind.values().length + 6)
                .contains("eu-west-1 ExecuteCommand", "us-east-1 ConsoleLogin");
        // AWS takes two such questions a second.
        assertThat(waits).hasSameSizeAs(calls.asked()).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void waits_where_aws_asks_for_patience_and_gives_up_in_words() {
        calls.refuse("ThrottlingException");
        calls.refuse("ThrottlingException");
        assertThat(read("us-east-1").events()).isEmpty();

        for (int i = 0; i < 4; i++) {
            calls.refuse("ThrottlingException");
        }
        assertThatThrownBy(() -> read("us-east-1"))
                .hasMessageContaining("AWS takes no more questions of cloudtrail:LookupEvents for now");
    }

    @Test
    void who_may_not_look_is_told_what_he_lacks() {
        calls.refuse("AccessDeniedException");

        assertThatThrownBy(() -> read("us-east-1"))
                .hasMessageContaining("this login may not use cloudtrail:LookupEvents");
    }

    private LoginHistory read(String region) {
        AwsLogin login = new AwsLogin(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "PLANTED9-secret")),
                region,
                Optional.of(calls.address()));
        return new LoginHistoryReader(new AwsClient(login, waits::add)).read(NOW.minus(Duration.ofDays(7)), NOW);
    }
}
