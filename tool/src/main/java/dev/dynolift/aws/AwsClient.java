package dev.dynolift.aws;

import dev.dynolift.error.CertificateProblem;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.error.Reason;
import dev.dynolift.rest.Pause;
import dev.dynolift.rest.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts questions to AWS, and cannot put any that is no {@link AwsRead}. The SDK finds the login and signs; its clients
 * for the services would weigh some fifty megabytes for a list each. Not thread-safe.
 */
public final class AwsClient {

    private static final int ATTEMPTS = 4;
    private static final int MOST_PAGES = 200;
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
    private static final Set<String> UNKNOWN_LOGIN = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "ExpiredTokenException",
            "AuthFailure",
            "InvalidSignatureException");
    private static final Set<String> NO_RIGHT =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError");
    private static final JsonMapper JSON = new JsonMapper();

    private final AwsLogin login;
    private final Pause pause;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(15))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public AwsClient(AwsLogin login, Pause pause) {
        this.login = login;
        this.pause = pause;
    }

    String region() {
        return login.region();
    }

    /** The same login in another region. */
    AwsClient in(String region) {
        return new AwsClient(new AwsLogin(login.credentials(), region, login.endpoint()), pause);
    }

    /** Whether there are more pages than anybody wants to wait for. */
    static boolean isCut(AwsRead read, List<AwsAnswer> pages) {
        return pages.size() == MOST_PAGES
                && !read.nextPage().isEmpty()
                && !pages.get(MOST_PAGES - 1).text(read.nextPage()).isEmpty();
    }

    /** The answers of all pages, but for those after the two hundredth. */
    List<AwsAnswer> all(AwsRead read, Map<String, ?> parameters) {
        List<AwsAnswer> pages = new ArrayList<>();
        Map<String, Object> asked = new TreeMap<>(parameters);
        for (int page = 0; page < MOST_PAGES; page++) {
            AwsAnswer answer = one(read, asked);
            pages.add(answer);
            String next = read.nextPage().isEmpty() ? "" : answer.text(read.nextPage());
            if (next.isEmpty()) {
                break;
            }
            asked.put(read.fromPage(), next);
        }
        return pages;
    }

    private AwsAnswer one(AwsRead read, Map<String, ?> parameters) {
        try {
            if (!read.rest().isZero()) {
                pause.of(read.rest());
            }
            for (int attempt = 1; ; attempt++) {
                HttpResponse<String> answer = send(read, parameters);
                int status = answer.statusCode();
                if (status < 300) {
                    AwsAnswer understood = AwsAnswer.of(answer.body());
                    if (!understood.isAnswerTo(read)) {
                        throw new AwsRefusal(
                                "what came back for " + read.action() + " is no answer of AWS's",
                                "Something between here and AWS may have answered in its place.",
                                "Check the proxy and AWS_REGION.",
                                false);
                    }
                    return understood;
                }
                AwsAnswer error = AwsAnswer.of(answer.body());
                String code = code(error);
                boolean passing = status >= 500 || status == 429 || code.contains("Throttl");
                if (!passing || attempt == ATTEMPTS) {
                    throw refusal(read, status, code);
                }
                pause.of(Duration.ofMillis(500L << attempt));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DynoliftException(
                    ErrorCode.INTERRUPTED, "the questions to AWS were stopped", "", "Run the same command again.", e);
        }
    }

    private HttpResponse<String> send(AwsRead read, Map<String, ?> parameters) throws InterruptedException {
        URI host = login.endpoint().orElse(URI.create("https://" + read.wire().host(login.region())));
        try {
            return WholeAnswer.of(client, signed(read, parameters, host), LONGEST_ANSWER, WholeAnswer.MOST_BYTES);
        } catch (IOException e) {
            throw new AwsRefusal(
                    "AWS does not answer at " + host.getHost(),
                    Reason.of(e),
                    CertificateProblem.next(e, "Check the network, the proxy and AWS_REGION."),
                    login.endpoint().isPresent());
        } catch (SdkClientException e) {
            throw new AwsRefusal(
                    "no login to AWS could be found",
                    "None of the places that AWS's own tools look into has one that works.",
                    "Run `aws sts get-caller-identity` and mend what it complains about.",
                    true);
        }
    }

    private HttpRequest signed(AwsRead read, Map<String, ?> parameters, URI host) {
        AwsRead.Wire wire = read.wire();
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().uri(host);
        String body = "";
        switch (wire.form()) {
            case QUERY -> {
                body = "Action=" + read.operation() + "&Version=" + wire.name()
                        + parameters.entrySet().stream()
                                .map(entry -> "&" + entry.getKey() + "=" + encoded(String.valueOf(entry.getValue())))
                                .collect(Collectors.joining());
                request.method(SdkHttpMethod.POST)
                        .encodedPath("/")
                        .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
            }
            case JSON -> {
                Map<String, Object> asked = new TreeMap<>(read.always());
                asked.putAll(parameters);
                body = JSON.writeValueAsString(asked);
                request.method(SdkHttpMethod.POST)
                        .encodedPath("/")
                        .putHeader("Content-Type", "application/x-amz-json-" + wire.version())
                        .putHeader("X-Amz-Target", wire.name() + "." + read.operation());
            }
            case REST -> {
                request.method(SdkHttpMethod.GET).encodedPath(wire.name());
                read.always().forEach((name, value) -> request.putRawQueryParameter(name, String.valueOf(value)));
                parameters.forEach((name, value) -> request.putRawQueryParameter(name, String.valueOf(value)));
            }
        }
        String payload = body;
        AwsCredentialsIdentity credentials = login.credentials().resolveCredentials();
        SdkHttpRequest signed = signer.sign(sign -> sign.identity(credentials)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(payload))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, wire.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, wire.global() ? "us-east-1" : login.region()))
                .request();
        HttpRequest.Builder sent = HttpRequest.newBuilder(signed.getUri()).timeout(Duration.ofSeconds(60));
        signed.headers().forEach((name, values) -> {
            // The client sets these itself, to the same.
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        return wire.form() == AwsRead.Wire.Form.REST
                ? sent.GET().build()
                : sent.POST(HttpRequest.BodyPublishers.ofString(payload)).build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String code(AwsAnswer error) {
        String code = error.text("Code").isEmpty() ? error.text("__type") : error.text("Code");
        return code.substring(code.indexOf('#') + 1);
    }

    /** AWS's own message is left out: it may quote who asked and for what. */
    private static AwsRefusal refusal(AwsRead read, int status, String code) {
        if (UNKNOWN_LOGIN.contains(code)) {
            return new AwsRefusal(
                    "AWS does not accept the login",
                    code + ".",
                    "Log in again; `aws sts get-caller-identity` shows whether it works.",
                    true);
        }
        if (NO_RIGHT.contains(code) || status == 403) {
            return new AwsRefusal(
                    "this login may not use " + read.action(),
                    code.isEmpty() ? "" : code + ".",
                    "Attach the policy that `dynolift audit --iam-policy` prints.",
                    false);
        }
        if (status == 429 || code.contains("Throttl")) {
            return new AwsRefusal(
                    "AWS takes no more questions of " + read.action() + " for now",
                    "Somebody in the account asks the same, or too much was asked.",
                    "Wait a minute, and run the same command again.",
                    false);
        }
        return new AwsRefusal(
                "AWS answered " + read.action() + " with status " + status,
                code.isEmpty() ? "" : code + ".",
                "Look at it in AWS's console.",
                false);
    }
}
