package dev.dynolift.aws;

import dev.dynolift.aws.LoginEvent.Kind;
import dev.dynolift.aws.LoginEvent.SecondFactor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Makes a login out of what CloudTrail wrote down. Of all that stands there only these fields are taken: a command may have a
 * password in it, and an answer a token.
 */
final class RecordedLogin {

    /** What is in place of a name that does not exist: people type their password there. */
    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";

    private RecordedLogin() {}

    static LoginEvent of(Kind kind, JsonNode event) {
        String refused = text(event, "errorCode");
        boolean failed = !refused.isEmpty()
                || text(event.path("responseElements"), kind.eventName()).equals("Failure");
        String why = refused.isEmpty() ? text(event, "errorMessage") : refused;
        return new LoginEvent(
                at(text(event, "eventTime")),
                kind,
                kind == Kind.ROLE_SWITCHED
                        ? lastPart(text(event.path("additionalEventData"), "SwitchFrom"))
                        : who(event.path("userIdentity")),
                text(event, "sourceIPAddress"),
                what(kind, event),
                secondFactor(kind, event),
                failed,
                failed ? why : "",
                text(event, "awsRegion"));
    }

    private static Instant at(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static String who(JsonNode identity) {
        String user = text(identity, "userName");
        return switch (text(identity, "type")) {
            case "Root" -> "root";
            case "AssumedRole" -> {
                String role = text(identity.path("sessionContext").path("sessionIssuer"), "userName");
                yield role + " as " + lastPart(text(identity, "arn"));
            }
            default ->
                user.equals(HIDDEN)
                        ? "a name that does not exist"
                        : Stream.of(user, lastPart(text(identity, "arn")), text(identity, "principalId"))
                                .filter(name -> !name.isEmpty())
                                .findFirst()
                                .orElse("unknown");
        };
    }

    private static String what(Kind kind, JsonNode event) {
        JsonNode asked = event.path("requestParameters");
        return switch (kind) {
            case CONSOLE_LOGIN -> "";
            case ROLE_TAKEN, ROLE_TAKEN_BY_SAML -> lastPart(text(asked, "roleArn"));
            // Who switched is told as what he has become: arn:aws:sts::123456789012:assumed-role/ROLE/NAME.
            case ROLE_SWITCHED ->
                lastPart(text(event.path("userIdentity"), "arn").replaceFirst("/[^/]*$", ""));
            case SHELL_OPENED ->
                together(lastPart(text(asked, "cluster")), text(asked, "container"), lastPart(text(asked, "task")));
            case SESSION_OPENED -> together(text(asked, "target"), text(asked, "documentName"));
        };
    }

    private static SecondFactor secondFactor(Kind kind, JsonNode event) {
        String type = text(event.path("userIdentity"), "type");
        JsonNode more = event.path("additionalEventData");
        if (kind == Kind.ROLE_TAKEN_BY_SAML || more.has("SamlProviderArn")) {
            return SecondFactor.NOT_TOLD;
        }
        String told = kind == Kind.CONSOLE_LOGIN
                ? text(more, "MFAUsed")
                : text(event.path("userIdentity").path("sessionContext").path("attributes"), "mfaAuthenticated");
        if (told.equals("Yes")
                || told.equals("true")
                || event.path("requestParameters").hasNonNull("serialNumber")) {
            return SecondFactor.YES;
        }
        // A role may have been taken on by a company's own login or by a machine, and then nothing is told.
        return List.of("IAMUser", "Root").contains(type) ? SecondFactor.NO : SecondFactor.NOT_TOLD;
    }

    private static String together(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    private static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
    }

    private static String text(JsonNode node, String field) {
        return Objects.requireNonNullElse(node.path(field).asString(""), "");
    }
}
