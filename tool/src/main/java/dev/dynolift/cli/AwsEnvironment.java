package dev.dynolift.cli;

import dev.dynolift.aws.AwsLogin;
import dev.dynolift.error.DynoliftException;
import dev.dynolift.error.ErrorCode;
import dev.dynolift.secret.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Finds out from the environment as whom, and where, AWS can be asked. */
final class AwsEnvironment {

    private final Map<String, String> environment;

    AwsEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The login for the region that the environment names.
     *
     * @throws DynoliftException INPUT when a variable is set to something that cannot be used
     */
    Optional<AwsLogin> login() {
        return credentials().flatMap(credentials -> region().map(region -> login(credentials, region)));
    }

    /** The login for a region that is known. */
    Optional<AwsLogin> login(String region) {
        return credentials().map(credentials -> login(credentials, region));
    }

    /** What to set for there to be a login. */
    String missing() {
        return credentials().isEmpty()
                ? "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_REGION"
                : "set AWS_REGION";
    }

    private AwsLogin login(AwsCredentialsProvider credentials, String region) {
        return new AwsLogin(
                credentials,
                region,
                Optional.of(value("AWS_ENDPOINT_URL"))
                        .filter(text -> !text.isEmpty())
                        .map(text -> address("AWS_ENDPOINT_URL", text)));
    }

    /** Only where something hints at a login: the SDK's last resort waits for a machine in Amazon's own network. */
    private Optional<AwsCredentialsProvider> credentials() {
        String id = value("AWS_ACCESS_KEY_ID");
        String secret = value("AWS_SECRET_ACCESS_KEY");
        String session = value("AWS_SESSION_TOKEN");
        if (!id.isEmpty() && !secret.isEmpty()) {
            return Optional.of(StaticCredentialsProvider.create(
                    session.isEmpty()
                            ? AwsBasicCredentials.create(id, new Secret(secret).reveal())
                            : AwsSessionCredentials.create(
                                    id, new Secret(secret).reveal(), new Secret(session).reveal())));
        }
        boolean hinted = Stream.of(
                        "AWS_PROFILE",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .anyMatch(name -> !value(name).isEmpty());
        String home = value("HOME");
        boolean files = !home.isEmpty()
                && (Files.exists(Path.of(home, ".aws", "credentials"))
                        || Files.exists(Path.of(home, ".aws", "config")));
        return hinted || files
                ? Optional.of(DefaultCredentialsProvider.builder().build())
                : Optional.empty();
    }

    private Optional<String> region() {
        Optional<String> named = Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
                .map(this::value)
                .filter(text -> !text.isEmpty())
                .findFirst();
        if (named.isPresent() || !value("AWS_ACCESS_KEY_ID").isEmpty()) {
            return named;
        }
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion().id());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    private String value(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    /** A variable's text as an address. */
    static URI address(String variable, String text) {
        try {
            return URI.create(text.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new DynoliftException(
                    ErrorCode.INPUT, variable + " is no address", "", "Set it to a URL, or unset it.", e);
        }
    }
}
