package dev.dynolift.aws;

import dev.dynolift.aws.LoginEvent.Kind;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks CloudTrail who logged in. AWS keeps that for ninety days, trail or no trail. Not thread-safe. */
public final class LoginHistoryReader {

    /** Where people log in to the console, and where older programs take on roles, wherever they work. */
    private static final String FIRST_REGION = "us-east-1";

    /** Where AWS's one sign-in page writes down who comes back to it with the account's name in a cookie, by what is near. */
    private static final List<String> SIGN_IN_REGIONS = List.of("us-east-2", "eu-north-1", "ap-southeast-2");

    private static final JsonMapper JSON = new JsonMapper();

    private final AwsClient client;
    private final Set<String> seen = new TreeSet<>();
    private final List<LoginEvent> events = new ArrayList<>();
    private int services;
    private boolean complete = true;

    public LoginHistoryReader(AwsClient client) {
        this.client = client;
    }

    /**
     * All logins within a time.
     *
     * @throws DynoliftException SERVICE when AWS does not answer, or not this login
     */
    public LoginHistory read(Instant since, Instant until) {
        Set<String> regions = new LinkedHashSet<>(List.of(client.region(), FIRST_REGION));
        for (String region : regions) {
            for (Kind kind : Kind.values()) {
                read(client.in(region), kind, since, until);
            }
        }
        List<String> silent = signIns(regions, since, until);
        events.sort(Comparator.comparing(LoginEvent::at).reversed());
        return new LoginHistory(since, until, List.copyOf(regions), silent, events, services, complete);
    }

    /** What a company forbids in regions that it does not use is no reason to tell nothing of the others. */
    private List<String> signIns(Set<String> asked, Instant since, Instant until) {
        List<String> silent = new ArrayList<>();
        for (String region : SIGN_IN_REGIONS) {
            if (asked.contains(region)) {
                continue;
            }
            try {
                for (Kind kind : List.of(Kind.CONSOLE_LOGIN, Kind.ROLE_SWITCHED)) {
                    read(client.in(region), kind, since, until);
                }
            } catch (DynoliftException e) {
                if (e.code() == ErrorCode.INTERRUPTED) {
                    throw e;
                }
                silent.add(region);
            }
        }
        return silent;
    }

    private void read(AwsClient there, Kind kind, Instant since, Instant until) {
        List<AwsAnswer> pages = there.all(
                AwsRead.LOGINS,
                Map.of(
                        "LookupAttributes",
                        List.of(Map.of("AttributeKey", "EventName", "AttributeValue", kind.eventName())),
                        "StartTime",
                        since.getEpochSecond(),
                        "EndTime",
                        until.getEpochSecond(),
                        "MaxResults",
                        50));
        complete &= !AwsClient.isCut(AwsRead.LOGINS, pages);
        for (AwsAnswer page : pages) {
            for (AwsAnswer event : page.items("Events")) {
                add(kind, event.text("CloudTrailEvent"));
            }
        }
    }

    private void add(Kind kind, String written) {
        JsonNode event;
        try {
            event = JSON.readTree(written);
        } catch (JacksonException e) {
            // An entry that is cut off tells nothing.
            complete = false;
            return;
        }
        if (!seen.add(event.path("eventID").asString(written))) {
            return;
        }
        if (event.path("userIdentity").path("type").asString("").equals("AWSService")) {
            services++;
            return;
        }
        events.add(RecordedLogin.of(kind, event));
    }
}
